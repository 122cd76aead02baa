package io.dormouse.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Runs an engine round after round and times it; the first rounds only warm it up. Blocks the thread that calls. */
public final class Rounds {
    private static final int WARM_UP = 3;
    private static final int ONE_AFTER_ANOTHER = 100;

    private final Engine engine;

    public Rounds(Engine engine) {
        this.engine = engine;
    }

    /** The median of all rounds; a round lasts from the first start to the last end. */
    public StepRate steps(int atOnce, int rounds) throws ExecutionException, InterruptedException {
        for (int i = 0; i < WARM_UP; i++) allAtOnce(atOnce);
        double[] rates = new double[rounds];
        for (int i = 0; i < rounds; i++) rates[i] = allAtOnce(atOnce);
        return new StepRate(Sorted.of(rates).median(), atOnce);
    }

    /** Over the workflows of all rounds, 100 in each. */
    public Latencies latency(int rounds) throws ExecutionException, InterruptedException {
        for (int i = 0; i < WARM_UP * ONE_AFTER_ANOTHER; i++) alone();
        double[] millis = new double[rounds * ONE_AFTER_ANOTHER];
        for (int i = 0; i < millis.length; i++) millis[i] = alone();
        Sorted sorted = Sorted.of(millis);
        return new Latencies(sorted.percentile(50), sorted.percentile(99));
    }

    private double allAtOnce(int workflows) throws ExecutionException, InterruptedException {
        long start = System.nanoTime();
        List<CompletableFuture<Integer>> ends = new ArrayList<>(workflows);
        for (int i = 0; i < workflows; i++) ends.add(engine.run().toCompletableFuture());
        for (CompletableFuture<Integer> end : ends) demandSum(end.get());
        return workflows * (double) Engine.STEPS / ((System.nanoTime() - start) / 1e9);
    }

    private double alone() throws ExecutionException, InterruptedException {
        long start = System.nanoTime();
        demandSum(engine.run().toCompletableFuture().get());
        return (System.nanoTime() - start) / 1e6;
    }

    private static void demandSum(int sum) {
        if (sum != Engine.SUM) {
            throw new IllegalStateException("a workflow came to " + sum + " instead of " + Engine.SUM);
        }
    }
}
