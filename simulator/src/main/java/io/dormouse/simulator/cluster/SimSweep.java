package io.dormouse.simulator.cluster;

import io.dormouse.engine.owner.StoreClock;
import io.dormouse.engine.owner.TimerHorizon;
import io.dormouse.host.Insistence;
import io.dormouse.simulator.Bug;
import io.dormouse.simulator.database.PartitionQueries;
import io.dormouse.workflow.cluster.Ownership.Pauses;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Brings to the lanes of a node what they have to know of their partitions, as the sweep of the workflow service does. */
final class SimSweep {
    private static final long PAUSE_MILLIS = 300;

    private final PartitionQueries queries;
    private final SimLanes lanes;
    private final TimerHorizon horizon;
    private final Pauses pauses;
    private final Set<Bug> bugs;
    private Optional<Set<String>> loadEarly = Optional.empty();

    SimSweep(PartitionQueries queries, SimLanes lanes, StoreClock clock, Pauses pauses, Set<Bug> bugs) {
        this.queries = queries;
        this.lanes = lanes;
        this.horizon = new TimerHorizon(clock);
        this.pauses = pauses;
        this.bugs = bugs;
    }

    /** What is active now in these partitions is what will be loaded, whenever they are taken. */
    void loadEarly(Set<Integer> partitions) {
        loadEarly = Optional.of(new HashSet<>(queries.activeNow(partitions)));
    }

    /** First taken, then loaded; each read is repeated until the database answers. @param owned what is ours by then */
    void loadTaken(Set<Integer> partitions, Supplier<Set<Integer>> owned) {
        List<Function<Set<Integer>, Future<Void>>> loads =
                List.of(this::active, this::unwanted, this::allTimers, this::openWaits);
        loads.forEach(load -> Insistence.until(
                () -> {
                    Set<Integer> ours = new HashSet<>(partitions);
                    ours.retainAll(owned.get());
                    return ours.isEmpty() ? Future.succeededFuture() : load.apply(ours);
                },
                failure -> pauses.pause(PAUSE_MILLIS)));
    }

    /** The slow round. */
    Future<Void> round(Set<Integer> ours) {
        return Future.all(
                        timersThatHaveComeNear(ours),
                        openWaits(ours),
                        unwanted(ours),
                        waitsInMemory(),
                        queries.closeServedEvents())
                .mapEmpty();
    }

    private Future<Void> active(Set<Integer> partitions) {
        return loadEarly
                .map(early -> Future.succeededFuture((List<String>) new ArrayList<>(early)))
                .orElseGet(() -> queries.active(partitions))
                .onSuccess(ids -> ids.forEach(id -> lanes.ownerOf(id).load(List.of(id))))
                .mapEmpty();
    }

    private Future<Void> unwanted(Set<Integer> partitions) {
        return queries.unwanted(partitions)
                .onSuccess(all -> all.forEach(
                        one -> lanes.ofPartition(one.partition()).owner().withdraw(List.of(one))))
                .mapEmpty();
    }

    private Future<Void> allTimers(Set<Integer> partitions) {
        return horizon.readAll(window -> timers(partitions, window));
    }

    private Future<Void> timersThatHaveComeNear(Set<Integer> partitions) {
        return horizon.readOn(window -> timers(partitions, window));
    }

    private Future<Void> timers(Set<Integer> partitions, TimerHorizon.Window window) {
        return queries.timers(partitions, window)
                .onSuccess(near ->
                        near.forEach(timer -> lanes.ownerOf(timer.workflowId()).timersAreNear(List.of(timer))))
                .mapEmpty();
    }

    private Future<Void> openWaits(Set<Integer> partitions) {
        if (Bug.SWEEP_WITHOUT_ROWS.isIn(bugs)) return Future.succeededFuture();
        return queries.openWaits(partitions)
                .onSuccess(open -> open.forEach((key, ids) -> ids.forEach(id -> lanes.ring(key, List.of(id)))))
                .mapEmpty();
    }

    private Future<Void> waitsInMemory() {
        if (Bug.SWEEP_WITHOUT_MEMORY.isIn(bugs)) return Future.succeededFuture();
        return Future.all(lanes.all().stream()
                        .map(lane -> lane.owner()
                                .awaitedEvents()
                                .onSuccess(keys -> keys.stream().sorted().forEach(key -> lane.ring(key, List.of()))))
                        .toList())
                .mapEmpty();
    }
}
