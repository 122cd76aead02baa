package io.dormouse.chaos.site;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition that nobody announces. */
public final class Waiting {
    private static final long STEP_NANOS = Duration.ofMillis(50).toNanos();

    private Waiting() {}

    /** Returns when the condition holds; fails after {@code patience}, telling how far it is. */
    public static void until(String what, Duration patience, BooleanSupplier condition, Supplier<String> state) {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUp) throw SiteException.notReady(what, patience, state.get());
            if (Thread.currentThread().isInterrupted()) throw SiteException.interrupted("waiting for " + what);
            LockSupport.parkNanos(STEP_NANOS);
        }
    }
}
