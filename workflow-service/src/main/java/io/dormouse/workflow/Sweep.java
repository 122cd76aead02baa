package io.dormouse.workflow;

import io.dormouse.workflow.cluster.Ownership;
import io.dormouse.workflow.store.PartitionReads;
import io.dormouse.workflow.store.PartitionReads.Active;
import io.dormouse.workflow.store.PartitionReads.Due;
import io.dormouse.workflow.store.PartitionReads.OpenWait;
import io.dormouse.workflow.store.PartitionReads.Unwanted;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings to the lanes what they have to know of their partitions: everything that runs when partitions are taken, and slowly,
 * every few seconds, what a lost doorbell has left behind and the timers that come near.
 */
final class Sweep {
    static final Duration PERIOD = Duration.ofSeconds(10);

    /** So far ahead timers are held in memory: longer than two sweeps may be apart. */
    private static final Duration NEAR = Duration.ofSeconds(30);

    private final PartitionReads reads;
    private final Lanes lanes;

    Sweep(PartitionReads reads, Lanes lanes) {
        this.reads = reads;
        this.lanes = lanes;
    }

    /** After partitions were taken: take first, then load. */
    Future<Void> loadTaken(Set<Integer> partitions) {
        if (partitions.isEmpty()) return Future.succeededFuture();
        Future<Void> active = reads.active(partitions)
                .onSuccess(found -> lanes.each(found, Active::partition, (owner, share) -> owner.load(share.stream().map(Active::workflowId).toList())))
                .mapEmpty();
        Future<Void> unwanted = reads.unwanted(partitions)
                .onSuccess(found -> lanes.each(found, Unwanted::partition, (owner, share) -> owner.withdraw(share.stream().map(Unwanted::withdrawal).toList())))
                .mapEmpty();
        return Future.all(active, unwanted, timers(partitions), openWaits(partitions)).mapEmpty();
    }

    /** The slow round. */
    Future<Void> round(Ownership ownership) {
        Set<Integer> ours = ownership.partitions();
        return Future.all(timers(ours), openWaits(ours), waitsInMemory(), reads.closeServedEvents()).mapEmpty();
    }

    private Future<Void> timers(Set<Integer> partitions) {
        return reads.timers(partitions, NEAR)
                .onSuccess(found -> lanes.each(found, Due::partition, (owner, share) -> owner.timersAreNear(share.stream().map(Due::timer).toList())))
                .mapEmpty();
    }

    private Future<Void> openWaits(Set<Integer> partitions) {
        return reads.openWaits(partitions)
                .onSuccess(found -> lanes.each(found, OpenWait::partition, (owner, share) -> share.stream()
                        .collect(Collectors.groupingBy(OpenWait::key, Collectors.mapping(OpenWait::workflowId, Collectors.toList())))
                        .forEach(owner::ring)))
                .mapEmpty();
    }

    /** Waits that have no row yet are nobody's but the owner's to look after. */
    private Future<Void> waitsInMemory() {
        return Future.all(lanes.all().stream()
                        .map(owner -> owner.awaitedEvents().onSuccess(keys -> keys.forEach(key -> owner.ring(key, List.of()))))
                        .toList())
                .mapEmpty();
    }
}
