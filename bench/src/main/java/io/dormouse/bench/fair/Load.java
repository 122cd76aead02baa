package io.dormouse.bench.fair;

import io.dormouse.bench.load.Ask;
import io.dormouse.bench.load.Crowd;
import io.dormouse.bench.load.Served;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Light requests, and heavy ones beside them.
 *
 * @param heavy what is asked by many
 * @param light what is asked by a few
 */
record Load(SocketAddress server, Ask heavy, Ask light) {
    private static final int FEW = 4;

    /** What came of it. @param p99Millis of the light requests @param heavyPerSecond answers */
    record Outcome(double p99Millis, double heavyPerSecond) {}

    /** Light ones only. */
    double alone(Duration warmUp, Duration during) {
        long from = System.nanoTime() + warmUp.toNanos();
        long to = from + during.toNanos();
        try (Crowd few = Crowd.of(FEW, server)) {
            return until(few, light, to, Duration.ZERO)
                    .toCompletableFuture()
                    .join()
                    .millis(99, from, to);
        }
    }

    /**
     * Both, so many heavy ones at once. They come one after another while it warms up: those that came together would go through their
     * computations together, and how many of them had ended would be counted in hundreds.
     */
    Outcome beside(int atOnce, Duration warmUp, Duration during) {
        long from = System.nanoTime() + warmUp.toNanos();
        long to = from + during.toNanos();
        try (Crowd many = Crowd.of(atOnce, server);
                Crowd few = Crowd.of(FEW, server)) {
            CompletionStage<Served> heavyOnes = until(many, heavy, to, warmUp.dividedBy(2));
            Served lightOnes =
                    until(few, light, to, Duration.ZERO).toCompletableFuture().join();
            return new Outcome(
                    lightOnes.millis(99, from, to),
                    heavyOnes.toCompletableFuture().join().perSecond(from, to));
        }
    }

    private static CompletionStage<Served> until(Crowd crowd, Ask ask, long end, Duration coming) {
        return crowd.ask(ask, () -> System.nanoTime() - end < 0, coming);
    }
}
