package io.dormouse.scenarios;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other processes do: asks again and again, up to a deadline that is far beyond what it takes. */
final class Waiting {
    static final Duration LONG = Duration.ofSeconds(60);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private Waiting() {}

    static void until(String what, BooleanSupplier holds) {
        until(what, LONG, holds);
    }

    static void until(String what, Duration deadline, BooleanSupplier holds) {
        forValue(what, deadline, () -> holds.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    static <T> T forValue(String what, Supplier<Optional<T>> look) {
        return forValue(what, LONG, look);
    }

    static <T> T forValue(String what, Duration deadline, Supplier<Optional<T>> look) {
        long giveUp = System.nanoTime() + deadline.toNanos();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) return found.get();
            if (System.nanoTime() > giveUp) throw new AssertionError("not within %s: %s".formatted(deadline, what));
            LockSupport.parkNanos(PAUSE);
        }
    }
}
