package io.dormouse.chaos.measure;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Lets time pass, which is what a measurement of time is for. */
final class Pause {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Pause() {}

    static void of(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long rest = time.toNanos(); rest > 0; rest = end - System.nanoTime()) LockSupport.parkNanos(rest);
    }

    static void of(long millis) {
        of(Duration.ofMillis(millis));
    }

    /** Until something is so, for this long at most. */
    static void until(BooleanSupplier condition, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) of(BETWEEN_LOOKS);
    }

    static void untilEnded(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while clients finish", e);
        }
    }
}
