package io.dormouse.workflow.cluster;

import io.dormouse.engine.owner.StoreClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * The database's clock as the heartbeat reads it, and the monotonic clock since: so the wall clock of this machine may jump. It
 * is never ahead of the database, but for what the two clocks drift apart between two beats, and behind it by what an answer takes.
 *
 * <p>It does not go back by what small steps there are. When the database's clock goes back by more than {@link #FAR}, as
 * that of a standby may that takes over, it is followed: otherwise time would stand still here, and every timer with it.
 */
public final class DatabaseClock implements StoreClock {
    /** No drift makes so much. */
    private static final Duration FAR = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private volatile Reading reading;
    private Instant last;

    private record Reading(Instant database, long nanos) {}

    /** @param first what the database's clock said just now */
    public DatabaseClock(Instant first, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.reading = new Reading(first, nanoTime.getAsLong());
        this.last = first.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * The database's clock said this, and its answer is here: by how much it is older nobody can tell, so it counts from now. One
     * that took longer than {@link #FAR} says too little.
     *
     * @param asked when it was asked for, by the monotonic clock
     */
    public void read(Instant database, long asked) {
        long now = nanoTime.getAsLong();
        if (now - asked <= FAR.toNanos()) reading = new Reading(database, now);
    }

    @Override
    public synchronized Instant now() {
        Reading latest = reading;
        Instant now = latest.database()
                .plusNanos(nanoTime.getAsLong() - latest.nanos())
                .truncatedTo(ChronoUnit.MICROS);
        if (now.isAfter(last) || now.isBefore(last.minus(FAR))) last = now;
        return last;
    }
}
