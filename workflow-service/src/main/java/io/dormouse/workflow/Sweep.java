package io.dormouse.workflow;

import io.dormouse.engine.owner.Owner;
import io.dormouse.engine.owner.RoomForRings;
import io.dormouse.engine.owner.StoreClock;
import io.dormouse.engine.owner.TimerHorizon;
import io.dormouse.host.Insistence;
import io.dormouse.workflow.store.PartitionReads;
import io.dormouse.workflow.store.PartitionReads.Active;
import io.dormouse.workflow.store.PartitionReads.Due;
import io.dormouse.workflow.store.PartitionReads.OpenWait;
import io.dormouse.workflow.store.PartitionReads.Unwanted;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings to the lanes what they have to know of their partitions: everything that runs when partitions are taken, and slowly,
 * every few seconds, what a lost doorbell has left behind and the timers that come near.
 */
final class Sweep {
    static final Duration PERIOD = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(Sweep.class);
    private static final long PAUSE_MILLIS = 300;

    /** An owner that was told of 50,000 at once would be late for those that are due meanwhile. A million are told within five seconds. */
    private static final int TIMERS_AT_ONCE = 1_000;

    private static final long PAUSE_BETWEEN_TIMERS_MILLIS = 5;

    /** So many open events are looked at by one transaction that closes those which are served; and so many transactions has a round. */
    private static final int EVENTS_LOOKED_AT = 10_000;

    private static final int MOST_CLOSINGS = 12;

    private final Vertx vertx;
    private final PartitionReads reads;
    private final Lanes lanes;
    private final Portions nearTimers;
    private final TimerHorizon horizon;
    private final OpenEvents openEvents;

    /** Events up to this key were closed if they were served. */
    private volatile String closedUpTo = "";

    Sweep(Vertx vertx, PartitionReads reads, Lanes lanes, StoreClock clock) {
        this.vertx = vertx;
        this.reads = reads;
        this.lanes = lanes;
        this.horizon = new TimerHorizon(clock);
        this.nearTimers = new Portions(vertx, TIMERS_AT_ONCE, PAUSE_BETWEEN_TIMERS_MILLIS);
        this.openEvents = new OpenEvents(rows(reads), this::ring, this::roomForRings);
    }

    private static OpenEvents.Rows rows(PartitionReads reads) {
        return new OpenEvents.Rows() {
            @Override
            public Future<List<String>> open(String after, int limit) {
                return reads.openEvents(after, limit);
            }

            @Override
            public Future<List<OpenWait>> waits(Collection<String> keys, Collection<Integer> partitions) {
                return reads.waits(keys, partitions);
            }
        };
    }

    /**
     * After partitions were taken: take first, then load. Each read is repeated until the database answers, since nobody looks for
     * what runs a second time.
     *
     * @param ours what is still ours by then
     */
    void loadTaken(Set<Integer> partitions, Predicate<Integer> ours) {
        List<Function<Set<Integer>, Future<Void>>> loads =
                List.of(this::active, this::unwanted, this::allTimers, openEvents::ringForAll);
        loads.forEach(load -> Insistence.until(
                () -> {
                    Set<Integer> left = partitions.stream().filter(ours).collect(Collectors.toSet());
                    return left.isEmpty() ? Future.succeededFuture() : load.apply(left);
                },
                failure -> {
                    log.warn("cannot read what has to run, trying again: {}", failure.getMessage());
                    return vertx.timer(PAUSE_MILLIS).mapEmpty();
                }));
    }

    private Future<Void> active(Set<Integer> partitions) {
        return reads.active(partitions)
                .onSuccess(found -> lanes.each(
                        found,
                        Active::partition,
                        (owner, share) -> owner.load(
                                share.stream().map(Active::workflowId).toList())))
                .mapEmpty();
    }

    /** The slow round. */
    Future<Void> round(Set<Integer> ours) {
        return Future.all(
                        timersThatHaveComeNear(ours),
                        openEvents.ringForNext(ours),
                        unwanted(ours),
                        waitsInMemory(),
                        closeServedEvents(MOST_CLOSINGS))
                .mapEmpty();
    }

    /** Between two slow rounds: what owners had to turn away is rung for as soon as they have room. */
    Future<Void> catchUp(Set<Integer> ours) {
        return openEvents.catchUp(ours);
    }

    private Future<List<RoomForRings>> roomForRings() {
        return Future.all(lanes.all().stream().map(Owner::roomForRings).toList())
                .map(all -> all.list());
    }

    /** A page after the other, and the next round goes on from there: what is open and waited for is not looked at again and again. */
    private Future<Void> closeServedEvents(int pages) {
        if (pages == 0) return Future.succeededFuture();
        return reads.closeServedEvents(closedUpTo, EVENTS_LOOKED_AT).compose(reached -> {
            closedUpTo = reached;
            return reached.isEmpty() ? Future.succeededFuture() : closeServedEvents(pages - 1);
        });
    }

    /** Also those whose commit nobody has heard of, because its answer was lost. */
    private Future<Void> unwanted(Set<Integer> partitions) {
        return reads.unwanted(partitions)
                .onSuccess(found -> lanes.each(
                        found,
                        Unwanted::partition,
                        (owner, share) -> owner.withdraw(
                                share.stream().map(Unwanted::withdrawal).toList())))
                .mapEmpty();
    }

    private Future<Void> allTimers(Set<Integer> partitions) {
        return horizon.readAll(window -> timers(partitions, window));
    }

    private Future<Void> timersThatHaveComeNear(Set<Integer> partitions) {
        return horizon.readOn(window -> timers(partitions, window));
    }

    private Future<Void> timers(Set<Integer> partitions, TimerHorizon.Window window) {
        return reads.timers(partitions, window)
                .map(found -> found.stream()
                        .sorted(Comparator.comparing(due -> due.timer().due()))
                        .toList())
                .onSuccess(found -> nearTimers.give(
                        found,
                        portion -> lanes.each(
                                portion,
                                Due::partition,
                                (owner, share) -> owner.timersAreNear(
                                        share.stream().map(Due::timer).toList()))))
                .mapEmpty();
    }

    private void ring(List<OpenWait> found) {
        lanes.each(
                found,
                OpenWait::partition,
                (owner, share) -> share.stream()
                        .collect(Collectors.groupingBy(
                                OpenWait::key, Collectors.mapping(OpenWait::workflowId, Collectors.toList())))
                        .forEach(owner::ring));
    }

    /** Waits that have no row yet are nobody's but the owner's to look after. */
    private Future<Void> waitsInMemory() {
        return Future.all(lanes.all().stream()
                        .map(owner -> owner.awaitedEvents()
                                .onSuccess(keys -> keys.forEach(key -> owner.ring(key, List.of()))))
                        .toList())
                .mapEmpty();
    }
}
