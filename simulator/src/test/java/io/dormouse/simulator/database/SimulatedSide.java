package io.dormouse.simulator.database;

import io.dormouse.engine.store.WorkflowStore;
import io.dormouse.simulator.world.Chance;
import io.dormouse.simulator.world.Faults;
import io.dormouse.simulator.world.Process;
import io.dormouse.simulator.world.Timeline;
import io.dormouse.workflow.cluster.Fence;
import io.dormouse.workflow.cluster.Ownerships;
import io.vertx.core.Future;
import java.util.Set;

/** The simulated database, in a world in which everything works. */
final class SimulatedSide extends Side {
    private final Timeline timeline;
    private final Link link;
    private final Process process;
    private final SimOwnerships table;

    SimulatedSide(long seed) {
        Chance chance = new Chance(seed);
        Faults faults = new Faults(chance);
        faults.stop();
        timeline = new Timeline(chance);
        process = new Process(timeline);
        link = new Link(timeline, chance, faults, new Server(timeline, chance), process);
        table = new SimOwnerships(link, Set.of());
        open();
    }

    @Override
    <T> T await(Future<T> future) {
        while (!future.isComplete()) timeline.step();
        if (future.succeeded()) return future.result();
        if (future.cause() instanceof RuntimeException failure) throw failure;
        throw new AssertionError(future.cause());
    }

    @Override
    Ownerships table() {
        return table;
    }

    @Override
    Future<Void> register(String node) {
        return table.register(node);
    }

    @Override
    WorkflowStore storeOf(Fence fence) {
        return new SimStore(
                link,
                () -> Faults.Exchange.WORKS,
                process::later,
                fence,
                Future::succeededFuture,
                Set.of(),
                (parts, fate) -> {},
                woken -> {});
    }

    @Override
    public void close() {}
}
