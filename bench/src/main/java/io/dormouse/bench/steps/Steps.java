package io.dormouse.bench.steps;

import io.dormouse.bench.measure.Latencies;
import io.dormouse.bench.measure.Rounds;
import io.dormouse.bench.measure.StepRate;
import io.dormouse.bench.rig.Databases;
import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/** Workflows of ten durable local steps on a node that is started for it, above the durable embedded Postgres. */
final class Steps {
    private static final Duration YARDSTICK = Duration.ofSeconds(3);

    private final int rounds;
    private final int lanes;

    /** What was measured, in steps, commits and rows a second. */
    record Result(StepRate rate, double singleRowCommitsPerSecond, double bulkRowsPerSecond) {}

    Steps(int rounds, int lanes) {
        this.rounds = rounds;
        this.lanes = lanes;
    }

    /** Many at once, and after it what the same Postgres takes without an engine. Nothing runs when it returns. */
    Result rate(int atOnce) throws ExecutionException, InterruptedException {
        Vertx vertx = ServiceVertx.alone();
        try {
            Database database = Databases.fresh();
            StepRate rate = new Rounds(DormouseEngine.start(vertx, database, lanes)).steps(atOnce, rounds);
            PostgresLimits limits = new PostgresLimits(vertx, database);
            join(limits.prepare());
            double single = join(limits.singleRowCommits(YARDSTICK));
            double bulk = join(limits.bulkRows(YARDSTICK));
            join(limits.close());
            return new Result(rate, single, bulk);
        } finally {
            join(vertx.close());
        }
    }

    /** One at a time. Nothing runs when it returns. */
    Latencies latency() throws ExecutionException, InterruptedException {
        Vertx vertx = ServiceVertx.alone();
        try {
            return new Rounds(DormouseEngine.start(vertx, Databases.fresh(), lanes)).latency(rounds);
        } finally {
            join(vertx.close());
        }
    }

    private static <T> T join(Future<T> future) throws ExecutionException, InterruptedException {
        return future.toCompletionStage().toCompletableFuture().get();
    }
}
