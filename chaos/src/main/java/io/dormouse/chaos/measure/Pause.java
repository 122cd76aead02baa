package io.dormouse.chaos.measure;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets time pass, which is what a measurement of time is for. */
final class Pause {
    private Pause() {}

    static void of(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long rest = time.toNanos(); rest > 0; rest = end - System.nanoTime()) LockSupport.parkNanos(rest);
    }

    static void of(long millis) {
        of(Duration.ofMillis(millis));
    }
}
