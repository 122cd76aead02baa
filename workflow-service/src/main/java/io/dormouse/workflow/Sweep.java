package io.dormouse.workflow;

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
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
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

    private static final int EVENTS_AT_ONCE = 2_000;

    /** A round looks at so many pages of open events and closes so many times, so that it has an end; the next one goes on from there. */
    private static final int MOST_PAGES = 25;

    private static final int MOST_CLOSINGS = 12;

    private final Vertx vertx;
    private final PartitionReads reads;
    private final Lanes lanes;
    private final Portions nearTimers;
    private final TimerHorizon horizon;

    /** The slow round has looked at the open events up to this key. */
    private volatile String openUpTo = "";

    Sweep(Vertx vertx, PartitionReads reads, Lanes lanes, StoreClock clock) {
        this.vertx = vertx;
        this.reads = reads;
        this.lanes = lanes;
        this.horizon = new TimerHorizon(clock);
        this.nearTimers = new Portions(vertx, TIMERS_AT_ONCE, PAUSE_BETWEEN_TIMERS_MILLIS);
    }

    /**
     * After partitions were taken: take first, then load. Each read is repeated until the database answers, since nobody looks for
     * what runs a second time.
     *
     * @param ours what is still ours by then
     */
    void loadTaken(Set<Integer> partitions, Predicate<Integer> ours) {
        List<Function<Set<Integer>, Future<Void>>> loads =
                List.of(this::active, this::unwanted, this::allTimers, this::openWaits);
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
                        someOpenWaits(ours),
                        unwanted(ours),
                        waitsInMemory(),
                        closeServedEvents(MOST_CLOSINGS))
                .mapEmpty();
    }

    /** Many more than one transaction closes: with more that come than are closed, what is open would grow for ever. */
    private Future<Void> closeServedEvents(int times) {
        return reads.closeServedEvents()
                .compose(closed -> closed < PartitionReads.MOST_CLOSED || times == 1
                        ? Future.succeededFuture()
                        : closeServedEvents(times - 1));
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

    private Future<Void> openWaits(Set<Integer> partitions) {
        return openWaits(partitions, "", Integer.MAX_VALUE, reached -> {});
    }

    /** What a round that is cut off has looked at need not be looked at again by the next one. */
    private Future<Void> someOpenWaits(Set<Integer> partitions) {
        return openWaits(partitions, openUpTo, MOST_PAGES, reached -> openUpTo = reached);
    }

    /** Page by page: after a million events that came at once, those that are open are too many to hold. @param reached told where each page ended; the empty key at the end */
    private Future<Void> openWaits(Set<Integer> partitions, String after, int pages, Consumer<String> reached) {
        if (pages == 0) return Future.succeededFuture();
        return reads.openEvents(after, EVENTS_AT_ONCE).compose(keys -> {
            boolean isLastPage = keys.size() < EVENTS_AT_ONCE;
            String upTo = isLastPage ? "" : keys.getLast();
            Future<Void> rung = keys.isEmpty()
                    ? Future.succeededFuture()
                    : reads.waits(keys, partitions).onSuccess(this::ring).mapEmpty();
            return rung.onSuccess(told -> reached.accept(upTo))
                    .compose(told ->
                            isLastPage ? Future.succeededFuture() : openWaits(partitions, upTo, pages - 1, reached));
        });
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
