package io.dormouse.bench.fair;

import io.dormouse.bench.upstream.Turns;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** How often all processors can compute when they do nothing else. */
final class TurnRate {
    private TurnRate() {}

    /** Computations a second, on one thread for each processor. Blocks. */
    static double measure(Duration during) throws InterruptedException {
        LongAdder done = new LongAdder();
        long begin = System.nanoTime();
        List<Thread> threads = IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .mapToObj(i -> Thread.ofPlatform().start(() -> {
                    while (System.nanoTime() - begin < during.toNanos()) {
                        if (Turns.take() == Turns.SUM) done.increment();
                    }
                }))
                .toList();
        for (Thread thread : threads) thread.join();
        return done.sum() / ((System.nanoTime() - begin) / 1e9);
    }
}
