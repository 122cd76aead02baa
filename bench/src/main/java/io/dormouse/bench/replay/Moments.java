package io.dormouse.bench.replay;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** When the code of a story that was woken began, and when it was where it had been. */
final class Moments {
    private static final ConcurrentMap<Integer, Moments> awaited = new ConcurrentHashMap<>();
    private static final long PATIENCE_SECONDS = 30;

    private final CompletableFuture<Arrival> arrival = new CompletableFuture<>();
    private volatile long began;

    /** @param began by {@link System#nanoTime} @param arrived by the same @param sum of its steps */
    record Arrival(long began, long arrived, int sum) {}

    private Moments() {}

    /** From here on this story is listened to. */
    static Moments of(int number) {
        Moments moments = new Moments();
        awaited.put(number, moments);
        return moments;
    }

    static void began(int number) {
        Moments moments = awaited.get(number);
        if (moments != null) moments.began = System.nanoTime();
    }

    static void arrived(int number, int sum) {
        Moments moments = awaited.remove(number);
        if (moments != null) moments.arrival.complete(new Arrival(moments.began, System.nanoTime(), sum));
    }

    /** Blocks until it is where it was. */
    Arrival arrival() throws InterruptedException {
        try {
            return arrival.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a story that was rung for did not begin; perhaps it was awake still", e);
        }
    }
}
