package io.dormouse.workflow;

import io.dormouse.workflow.store.EndedWorkflows;
import io.dormouse.workflow.store.EndedWorkflows.Place;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what ended longer ago than workflows are kept, in the background: one small transaction after the other, and after each a
 * pause as long as it took, so that it never has more than half of one connection. Each node looks after its own partitions. It
 * goes through all workflows in the order in which they began, then rests; a look reads a page, however many sleep.
 */
final class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final Duration REST = Duration.ofMinutes(5);

    /** A round begins nothing after it: it ends long before whoever asks for rounds loses patience. */
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(2);

    private final EndedWorkflows ended;
    private final String node;
    private final Duration age;
    private final Supplier<Set<Integer>> ours;
    private final LongSupplier nanoTime;
    private final LongFunction<Future<Void>> pause;
    private Future<Void> underWay = Future.succeededFuture();

    /** Where the pages looked at end, what is to be removed of the last of them, and whether another comes after it. */
    private Place place = Place.FIRST;

    private List<String> over = List.of();
    private boolean more = true;

    private long removed;
    private long restsUntil;

    /**
     * @param node in whose name, as the audit has it
     * @param age how long a workflow is kept after its end
     * @param ours the partitions to look after
     * @param pause waits for so many nanoseconds
     */
    Retention(
            EndedWorkflows ended,
            String node,
            Duration age,
            Supplier<Set<Integer>> ours,
            LongSupplier nanoTime,
            LongFunction<Future<Void>> pause) {
        this.ended = ended;
        this.node = node;
        this.age = age;
        this.ours = ours;
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.restsUntil = nanoTime.getAsLong();
    }

    /** Some of the work; nothing while it rests. While one is under way, that one: there are never two. */
    Future<Void> round() {
        if (!underWay.isComplete()) return underWay;
        underWay = nanoTime.getAsLong() - restsUntil < 0
                ? Future.succeededFuture()
                : goOn(nanoTime.getAsLong() + LONGEST_ROUND.toNanos());
        return underWay;
    }

    private Future<Void> goOn(long end) {
        if (nanoTime.getAsLong() - end > 0) return Future.succeededFuture();
        if (!over.isEmpty()) return remove().compose(done -> goOn(end));
        return more ? nextPage().compose(done -> goOn(end)) : rest();
    }

    private Future<Void> nextPage() {
        return paused(() -> ended.after(place, ours.get(), age).map(page -> {
            over = page.over();
            place = page.last();
            more = page.more();
            return page;
        }));
    }

    private Future<Void> remove() {
        return paused(() -> ended.removeSome(node, over, age).map(removal -> {
            removed += removal.removed();
            over = over.subList(removal.done(), over.size());
            return removal;
        }));
    }

    private <T> Future<Void> paused(Supplier<Future<T>> work) {
        long begun = nanoTime.getAsLong();
        return work.get().compose(done -> pause.apply(nanoTime.getAsLong() - begun));
    }

    private Future<Void> rest() {
        if (removed > 0) log.info("removed {} workflows that ended more than {} hours ago", removed, age.toHours());
        removed = 0;
        place = Place.FIRST;
        more = true;
        restsUntil = nanoTime.getAsLong() + REST.toNanos();
        return Future.succeededFuture();
    }
}
