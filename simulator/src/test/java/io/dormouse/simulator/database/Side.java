package io.dormouse.simulator.database;

import io.dormouse.engine.store.FlushFailedException;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.WorkflowStore;
import io.dormouse.workflow.cluster.Fence;
import io.dormouse.workflow.cluster.Ownerships;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Two nodes over one database, real or simulated, and what it answers them. */
abstract class Side implements AutoCloseable {
    static final List<String> NODES = List.of("a", "b");

    private final Map<String, Fence> fences = new HashMap<>();
    private final Map<String, WorkflowStore> stores = new HashMap<>();

    /** Makes both nodes known. */
    void open() {
        for (String node : NODES) {
            Fence fence = new Fence(node);
            fences.put(node, fence);
            await(register(node));
            stores.put(node, storeOf(fence));
        }
    }

    abstract <T> T await(Future<T> future);

    abstract Ownerships table();

    abstract Future<Void> register(String node);

    abstract WorkflowStore storeOf(Fence fence);

    private WorkflowStore store(String node) {
        return Objects.requireNonNull(stores.get(node));
    }

    private Fence fence(String node) {
        return Objects.requireNonNull(fences.get(node));
    }

    /** What a flush comes to. */
    String flush(String node, List<Part> parts) {
        try {
            await(store(node).flush(parts));
            return "committed";
        } catch (FlushFailedException failure) {
            // Nothing was written: the same again, as the engine does.
            return failure.why() == FlushFailedException.Why.UNAVAILABLE
                    ? flush(node, parts)
                    : failure.why().name();
        }
    }

    /** Reads what a node owns, and holds the view that comes with it. */
    String reread(String node) {
        Ownerships.Holdings holdings = await(table().read(node));
        fence(node).raised(holdings.view() - 1);
        return "view %d of %s".formatted(holdings.view(), new TreeMap<>(holdings.partitions()));
    }

    /** The view that a node holds after it has settled. */
    String settle(String node) {
        await(store(node).settle());
        return "view " + fence(node).view();
    }

    String take(String node, Optional<String> loser, List<Integer> partitions) {
        await(table().take(node, loser, partitions));
        return owners();
    }

    String handOver(String node, List<Integer> partitions) {
        await(table().handOver(node, partitions, false));
        return owners();
    }

    private String owners() {
        return await(table().standing(List.of())).partitions().stream()
                .filter(owned -> owned.partition() < Tables.PARTITIONS)
                .map(owned -> owned.partition() + "=" + owned.node())
                .toList()
                .toString();
    }

    /** All that is known of workflows and events, in an order of its own. */
    String contents(List<String> ids, List<String> events) {
        StringBuilder contents = new StringBuilder();
        WorkflowStore store = store("a");
        Map<String, String> lines = new TreeMap<>();
        await(store.load(ids))
                .forEach(stored -> lines.put(
                        stored.head().id(),
                        stored.head() + " " + stored.journal() + " " + new TreeMap<>(stored.waits())));
        lines.values().forEach(line -> contents.append(line).append('\n'));
        await(store.outlines(ids)).stream()
                .sorted((one, other) -> one.head().id().compareTo(other.head().id()))
                .forEach(outline -> contents.append(outline.lastPosition())
                        .append(' ')
                        .append(outline.openCalls().stream()
                                .map(String::valueOf)
                                .sorted()
                                .toList())
                        .append('\n'));
        for (String id : ids) contents.append(await(store.load(id, 0))).append('\n');
        contents.append(new TreeMap<>(await(store.events(events))));
        return contents.toString();
    }

    @Override
    public abstract void close();
}
