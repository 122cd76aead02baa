package io.dormouse.simulator.ledger;

import io.dormouse.adapter.LedgerRow;
import io.dormouse.adapter.LedgerTables;
import io.dormouse.adapter.LedgerWrite;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables as one process reaches them. */
final class SimulatedTables implements LedgerTables {
    private static final long COMMIT_LATER = 500_000;

    private final LedgerWorld world;
    private final OperationTable operations;
    private final InstanceTable instances;
    private final DatabaseLink link;

    SimulatedTables(LedgerWorld world, DatabaseLink link) {
        this.world = world;
        this.operations = world.operations();
        this.instances = world.instances();
        this.link = link;
    }

    @Override
    public Future<Map<String, Written>> commit(List<LedgerWrite> writes) {
        boolean isStart = writes.stream().anyMatch(SimulatedTables::isStart);
        if (isStart && world.has(LedgerBug.ASKED_BEFORE_COMMIT)) return commitLater(writes);
        return link.write(() -> operations.commit(writes));
    }

    private static boolean isStart(LedgerWrite write) {
        return write instanceof LedgerWrite.Insert insert && insert.state() == LedgerRow.State.STARTED;
    }

    /** Answers what will become of it, as if it had; what a process has not sent when it ends is lost. */
    private Future<Map<String, Written>> commitLater(List<LedgerWrite> writes) {
        Map<String, Written> foreseen = new HashMap<>();
        for (LedgerWrite write : writes) {
            if (operations.row(write.key()).isPresent() != isStart(write))
                foreseen.put(write.key(), Written.WITHOUT_NEWS);
        }
        world.after(world.chance().upTo(COMMIT_LATER), () -> {
            if (!link.life().isOver()) operations.commit(writes);
        });
        return link.read(() -> foreseen);
    }

    @Override
    public Future<List<LedgerRow>> find(Collection<String> keys, int reader) {
        return link.read(() -> operations.find(keys, reader));
    }

    @Override
    public Future<List<Integer>> gone(int me) {
        return link.read(() -> instances.gone(me));
    }

    @Override
    public Future<Void> forget(Collection<Integer> gone) {
        return link.read(Optional::empty).mapEmpty();
    }

    @Override
    public Future<List<LedgerRow>> inFlight(
            Collection<Integer> holders, int reader, Collection<String> actions, Collection<String> but) {
        return link.read(() -> operations.inFlight(holders, reader, but));
    }

    @Override
    public Future<List<Surplus>> unsettled(Collection<Integer> holders, Collection<String> actions) {
        return link.read(() -> operations.unsettled(holders));
    }

    @Override
    public Future<Void> settled(Collection<String> keys) {
        return link.write(() -> {
                    operations.settled(keys);
                    return Optional.empty();
                })
                .mapEmpty();
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
