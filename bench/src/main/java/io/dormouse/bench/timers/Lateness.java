package io.dormouse.bench.timers;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/** By how much naps went on after their time. Noted by the clock of this machine, which is that of its Postgres too. */
final class Lateness {
    private static final long NOT_YET = Long.MIN_VALUE;

    private static volatile Lateness current = new Lateness(0);

    private final AtomicLongArray nanos;

    private Lateness(int naps) {
        nanos = new AtomicLongArray(naps);
        for (int i = 0; i < naps; i++) nanos.set(i, NOT_YET);
    }

    /** From here on it is noted here. */
    static Lateness of(int naps) {
        current = new Lateness(naps);
        return current;
    }

    static Lateness current() {
        return current;
    }

    /** The first time counts. */
    void wentOn(int number, Instant due) {
        nanos.compareAndSet(
                number, NOT_YET, Duration.between(due, Instant.now()).toNanos());
    }

    /** In milliseconds, one for each nap. */
    double[] millis() {
        return IntStream.range(0, nanos.length()).mapToDouble(this::millis).toArray();
    }

    private double millis(int number) {
        long noted = nanos.get(number);
        if (noted == NOT_YET) throw new IllegalStateException("nap %d never went on".formatted(number));
        if (noted < 0) throw new IllegalStateException("nap %d went on before its time".formatted(number));
        return noted / 1e6;
    }
}
