package io.dormouse.workflow.cluster;

import io.dormouse.workflow.cluster.NeedsTable.Need;
import io.dormouse.workflow.cluster.Ownerships.Standing;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what each partition of this node needs: a definition is noted before the first workflow of it starts there, so that
 * during a rollout a partition stays with a node that can run all of it. It is forgotten late, when nothing of it is left and
 * it keeps a partition from a node that could otherwise have it. Any thread.
 */
public final class Needs {
    private static final Logger log = LoggerFactory.getLogger(Needs.class);

    /** Longer than any start takes: what was noted for one that is under way is not forgotten. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** So long the write of a need may take, its wait for a connection included. */
    private static final long PATIENCE_MILLIS = 5_000;

    private final NeedsTable table;
    private final String node;
    private final LongSupplier nanoTime;

    /** When each need was noted or found noted, by the monotonic clock. */
    private final Map<Need, Long> noted = new ConcurrentHashMap<>();

    private final Unnoted unnoted;
    private volatile int losses;
    private volatile long lastLook;

    /** Over the workflow service's schema. */
    public Needs(Pool pool, String node, LongSupplier nanoTime) {
        this.table = new NeedsTable(pool);
        this.unnoted = new Unnoted(needs -> table.add(node, needs), PATIENCE_MILLIS);
        this.node = node;
        this.nanoTime = nanoTime;
        this.lastLook = nanoTime.getAsLong();
    }

    /** How a definition is written. */
    public static String definition(String name, int version) {
        return name + "/" + version;
    }

    /** A workflow of this definition will start in this partition; durable when this returns. */
    public Future<Void> note(int partition, String name, int version) {
        Need need = new Need(partition, definition(name, version));
        long now = nanoTime.getAsLong();
        if (noted.replace(need, now) != null) return Future.succeededFuture();
        int before = losses;
        return unnoted.note(need).onSuccess(durable -> remember(need, now, before));
    }

    /** What was written while a partition went may have met it when it was another node's, and then nothing was written. */
    private synchronized void remember(Need need, long now, int before) {
        if (losses == before) noted.put(need, now);
    }

    /** The partitions were lost: their next owner keeps their needs. */
    public synchronized void lost(Set<Integer> partitions) {
        if (partitions.isEmpty()) return;
        losses++;
        noted.keySet().removeIf(need -> partitions.contains(need.partition()));
    }

    /** Something of a definition that is not here has to run in one of these partitions: they had better be where it is. */
    public Future<Void> missing(Collection<Integer> ours, String name, int version) {
        return table.active(ours, name, version)
                .compose(found -> Future.join(found.stream()
                        .map(partition -> note(partition, name, version))
                        .toList()))
                .mapEmpty();
    }

    /** Forgets, now and then, what is needed no more and keeps another node from owning a partition. */
    public Future<Void> forgetWhatIsOver(Standing standing, Set<Integer> ours) {
        long now = nanoTime.getAsLong();
        if (now - lastLook < FRESH.toNanos()) return Future.succeededFuture();
        Map<String, List<Integer>> inTheWay = inTheWay(standing, ours, now);
        if (inTheWay.isEmpty()) return Future.succeededFuture();
        lastLook = now;
        List<Future<Void>> forgotten = new ArrayList<>();
        inTheWay.forEach((definition, partitions) -> forgotten.add(forget(definition, partitions)));
        return Future.join(forgotten).mapEmpty();
    }

    private Map<String, List<Integer>> inTheWay(Standing standing, Set<Integer> ours, long now) {
        return standing.partitions().stream()
                .filter(partition -> ours.contains(partition.partition()))
                .flatMap(partition -> partition.needs().stream()
                        .filter(definition -> someoneLacks(standing, definition))
                        .map(definition -> new Need(partition.partition(), definition)))
                .filter(need -> now - noted.getOrDefault(need, now - FRESH.toNanos()) >= FRESH.toNanos())
                .collect(Collectors.groupingBy(
                        Need::definition, Collectors.mapping(Need::partition, Collectors.toList())));
    }

    private static boolean someoneLacks(Standing standing, String definition) {
        return standing.nodes().values().stream()
                .anyMatch(other -> !other.leaving() && !other.definitions().contains(definition));
    }

    private Future<Void> forget(String definition, List<Integer> partitions) {
        int slash = definition.lastIndexOf('/');
        return table.unfinished(
                        partitions, definition.substring(0, slash), Integer.parseInt(definition.substring(slash + 1)))
                .compose(left -> Future.join(partitions.stream()
                        .filter(partition -> !left.contains(partition))
                        .map(partition -> {
                            Need over = new Need(partition, definition);
                            noted.remove(over);
                            return table.remove(node, over);
                        })
                        .toList()))
                .onSuccess(done -> log.info("{} was looked for in {} partitions", definition, partitions.size()))
                .mapEmpty();
    }
}
