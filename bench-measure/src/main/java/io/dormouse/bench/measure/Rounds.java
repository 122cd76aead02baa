package io.dormouse.bench.measure;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps an engine busy, round after round, and times it; the first rounds only warm it up: a JVM that compiles while it is measured
 * says little about the engine. Blocks the thread that calls.
 */
public final class Rounds {
    private static final Duration WARM_UP = Duration.ofSeconds(12);
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final int WARM_UP_AT_ONCE = 64;
    private static final int WARM_UP_ALONE = 2_000;
    private static final int ONE_AFTER_ANOTHER = 200;

    private final Engine engine;
    private final LongSupplier nanos;

    public Rounds(Engine engine) {
        this(engine, System::nanoTime);
    }

    Rounds(Engine engine, LongSupplier nanos) {
        this.engine = engine;
        this.nanos = nanos;
    }

    /** The median of all rounds; in each, so many are under way for three seconds, and it lasts until the last has ended. */
    public StepRate steps(int atOnce, int rounds) throws InterruptedException {
        busy(atOnce, WARM_UP);
        double[] rates = new double[rounds];
        for (int i = 0; i < rounds; i++) rates[i] = busy(atOnce, ROUND);
        return new StepRate(Sorted.of(rates).median(), atOnce);
    }

    /** Over the workflows of all rounds, 200 in each, of an engine whose code is compiled: it has been busy before. */
    public Latencies latency(int rounds) throws InterruptedException {
        busy(WARM_UP_AT_ONCE, WARM_UP);
        for (int i = 0; i < WARM_UP_ALONE; i++) alone();
        double[] millis = new double[rounds * ONE_AFTER_ANOTHER];
        for (int i = 0; i < millis.length; i++) millis[i] = alone();
        Sorted sorted = Sorted.of(millis);
        return new Latencies(sorted.percentile(50), sorted.percentile(99));
    }

    /** Steps a second of one round as long as this. Where one has ended the next begins. */
    public double busy(int atOnce, Duration during) throws InterruptedException {
        Ends ends = new Ends(atOnce);
        long start = nanos.getAsLong();
        long workflows = 0;
        while (nanos.getAsLong() - start < during.toNanos()) {
            ends.awaitPlace();
            engine.run().whenComplete(ends::ended);
            workflows++;
        }
        ends.awaitAll();
        return workflows * (double) Engine.STEPS / ((nanos.getAsLong() - start) / 1e9);
    }

    private double alone() throws InterruptedException {
        long start = nanos.getAsLong();
        Ends end = new Ends(1);
        end.awaitPlace();
        engine.run().whenComplete(end::ended);
        end.awaitAll();
        return (nanos.getAsLong() - start) / 1e6;
    }
}
