package io.dormouse.engine.owner;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Up to when the timers of a node's partitions have been read. An owner keeps in memory what is nearer than that, also when the
 * workflow leaves, so a sweep reads only what has come near since the last one, and what is overdue: something has lost it. A
 * partition that is taken is read {@linkplain #untilNear whole}.
 *
 * <p>Confined to one thread at a time.
 */
public final class TimerHorizon {
    /** For commits that the last sweep did not see, and small corrections of clocks. After one that went back further all is read. */
    private static final Duration OVERLAP = Duration.ofSeconds(2);

    private Instant reached = Instant.EPOCH;

    /** From when to when timers are due; the end is not in it. */
    public record Window(Instant from, Instant to) {}

    /** All that is overdue or near. @param now by the database's clock */
    public static Window untilNear(Instant now) {
        return new Window(Instant.EPOCH, now.plus(TimerQueue.NEAR));
    }

    /** What the next sweep has to read. @param now by the database's clock */
    public List<Window> next(Instant now) {
        Window near = untilNear(now);
        Instant from = reached.minus(OVERLAP);
        if (reached.isAfter(near.to())) return List.of(near);
        return from.isAfter(now) ? List.of(new Window(Instant.EPOCH, now), new Window(from, near.to())) : List.of(near);
    }

    /** What {@link #next} gave for this time was read, and its owners are told of it, or will be before it is due. */
    public void reached(Instant now) {
        reached = now.plus(TimerQueue.NEAR);
    }
}
