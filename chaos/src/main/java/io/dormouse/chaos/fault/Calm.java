package io.dormouse.chaos.fault;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The end of all faults: whoever waits in one waits for this, too. Thread-safe. */
final class Calm {
    private final CountDownLatch begun = new CountDownLatch(1);

    /** Ends every waiting. */
    void begin() {
        begun.countDown();
    }

    /** Waits this long at most; whether the faults go on. */
    boolean after(Duration time) {
        try {
            return !begun.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits until the condition holds, for this long at most; whether it does. */
    boolean until(BooleanSupplier condition, Duration patience) {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (begun.getCount() == 0 || System.nanoTime() > giveUp) return false;
            LockSupport.parkNanos(100_000_000);
        }
        return true;
    }
}
