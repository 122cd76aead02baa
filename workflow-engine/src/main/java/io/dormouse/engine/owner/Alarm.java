package io.dormouse.engine.owner;

import java.time.Duration;
import java.time.Instant;

/** Calls once when a time has come by the store's clock; of several times only the earliest counts, and one timer stands for all. */
final class Alarm {
    private static final Duration SOONEST = Duration.ofMillis(1);

    private final Loop loop;
    private final StoreClock clock;
    private final Runnable ring;
    private Instant next = Instant.MAX;

    Alarm(Loop loop, StoreClock clock, Runnable ring) {
        this.loop = loop;
        this.clock = clock;
        this.ring = ring;
    }

    /** Rings at this time, or a little later, unless it rings before. */
    void set(Instant at) {
        if (!at.isBefore(next)) return;
        next = at;
        Duration delay = Duration.between(clock.now(), at);
        loop.schedule(delay.compareTo(SOONEST) < 0 ? SOONEST : delay, () -> {
            if (!at.equals(next)) return;
            next = Instant.MAX;
            ring.run();
        });
    }
}
