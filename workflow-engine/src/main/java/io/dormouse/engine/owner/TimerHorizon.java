package io.dormouse.engine.owner;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Up to when the timers of a node's partitions have been read. An owner keeps in memory what is nearer than that, also when the
 * workflow leaves, so a sweep reads only what has come near since the last one, and what is overdue: something has lost it. A
 * partition that is taken is read {@linkplain #readAll whole}.
 *
 * <p>Confined to one thread at a time.
 */
public final class TimerHorizon {
    /** For commits that the last sweep did not see, and small corrections of clocks. After one that went back further all is read. */
    private static final Duration OVERLAP = Duration.ofSeconds(2);

    private final StoreClock clock;
    private Instant reached = Instant.EPOCH;

    /** From when to when timers are due; the end is not in it. */
    public record Window(Instant from, Instant to) {}

    /** Nothing has been read yet. */
    public TimerHorizon(StoreClock clock) {
        this.clock = clock;
    }

    /** All that is overdue or near, for partitions that were taken. @param read reads a window and tells the owners */
    public Future<Void> readAll(Function<Window, Future<Void>> read) {
        return read.apply(untilNear(clock.now()));
    }

    /** What has come near since the last time, and what is overdue. @param read reads a window and tells the owners */
    public Future<Void> readOn(Function<Window, Future<Void>> read) {
        Instant now = clock.now();
        return Future.all(next(now).stream().map(read).toList())
                .onSuccess(told -> reached(now))
                .mapEmpty();
    }

    private static Window untilNear(Instant now) {
        return new Window(Instant.EPOCH, now.plus(TimerQueue.NEAR));
    }

    /** What the next sweep has to read. */
    List<Window> next(Instant now) {
        Window near = untilNear(now);
        Instant from = reached.minus(OVERLAP);
        if (reached.isAfter(near.to())) return List.of(near);
        return from.isAfter(now) ? List.of(new Window(Instant.EPOCH, now), new Window(from, near.to())) : List.of(near);
    }

    /** What {@link #next} gave for this time was read, and its owners are told of it, or will be before it is due. */
    void reached(Instant now) {
        reached = now.plus(TimerQueue.NEAR);
    }
}
