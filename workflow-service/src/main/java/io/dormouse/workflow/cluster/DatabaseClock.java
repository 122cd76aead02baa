package io.dormouse.workflow.cluster;

import io.dormouse.engine.owner.StoreClock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * The database's clock as the heartbeat reads it, and the monotonic clock since: so the wall clock of this machine may jump. It
 * never goes back, whatever the heartbeat reads.
 */
public final class DatabaseClock implements StoreClock {
    private final LongSupplier nanoTime;
    private volatile Reading reading;
    private Instant last = Instant.MIN;

    private record Reading(Instant database, long nanos) {}

    /** @param first what the database's clock said just now */
    public DatabaseClock(Instant first, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.reading = new Reading(first, nanoTime.getAsLong());
    }

    /** The database's clock said this at the given reading of the monotonic clock. */
    public void read(Instant database, long nanos) {
        reading = new Reading(database, nanos);
    }

    @Override
    public synchronized Instant now() {
        Reading latest = reading;
        Instant now = latest.database()
                .plusNanos(nanoTime.getAsLong() - latest.nanos())
                .truncatedTo(ChronoUnit.MICROS);
        if (now.isAfter(last)) last = now;
        return last;
    }
}
