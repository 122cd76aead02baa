package io.dormouse.gateway;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** Waits, with a deadline, for what can only be looked at. */
final class Waiting {
    private static final long DEADLINE_SECONDS = 20;

    private Waiting() {}

    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) throw new AssertionError("it did not come to that in time");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** The number, once it has not changed for so long. */
    static int untilSteady(Duration forSoLong, IntSupplier number) {
        int[] last = {number.getAsInt()};
        long[] since = {System.nanoTime()};
        until(() -> {
            int now = number.getAsInt();
            if (now != last[0]) {
                last[0] = now;
                since[0] = System.nanoTime();
            }
            return System.nanoTime() - since[0] > forSoLong.toNanos();
        });
        return last[0];
    }
}
