package io.dormouse.bench.steps;

import io.dormouse.bench.measure.Rounds;
import io.dormouse.bench.report.Report;
import io.dormouse.bench.rig.Databases;
import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Whether steps have come to cost about twice as much as they did, or more, in less than a minute: ratios to what the same Postgres takes
 * at the same moment, in turns with it, so that they say the same on a slow or busy machine as on a fast one. It does not see less.
 */
public final class Guard {
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final Duration YARDSTICK = Duration.ofSeconds(1);
    private static final int ROUNDS = 5;
    private static final int AT_ONCE = 500;

    /** About half of what was seen on two processors: whoever falls below has made steps half as fast. */
    private static final double LEAST_OF_SINGLE_ROW_COMMITS = 1.0;

    private static final double LEAST_OF_BULK_ROWS = 0.05;

    /** What was measured, and the least that it must be. */
    public record Ratio(String name, double value, double least) {
        /** Whether it is not below its least. */
        public boolean holds() {
            return value >= least;
        }
    }

    /** Measures and tells; nothing runs when it returns. */
    public List<Ratio> measure(Report report) throws ExecutionException, InterruptedException {
        Vertx vertx = ServiceVertx.alone();
        try {
            Database database = Databases.fresh();
            Rounds rounds = new Rounds(DormouseEngine.start(vertx, database, 1));
            PostgresLimits limits = new PostgresLimits(vertx, database);
            join(limits.prepare());
            rounds.busy(AT_ONCE, WARM_UP);
            double[] single = new double[ROUNDS];
            double[] bulk = new double[ROUNDS];
            report.say("steps a second beside single-row commits and rows in bulk, %,d workflows at once", AT_ONCE);
            for (int i = 0; i < ROUNDS; i++) {
                double steps = rounds.busy(AT_ONCE, ROUND);
                double commits = join(limits.singleRowCommits(YARDSTICK));
                double rows = join(limits.bulkRows(YARDSTICK));
                report.row("round " + (i + 1), steps, commits, rows);
                single[i] = steps / commits;
                bulk[i] = steps / rows;
            }
            join(limits.close());
            return told(
                    report,
                    new Ratio("ratioToSingleRowCommits", median(single), LEAST_OF_SINGLE_ROW_COMMITS),
                    new Ratio("ratioToBulkRows", median(bulk), LEAST_OF_BULK_ROWS));
        } finally {
            join(vertx.close());
        }
    }

    private static List<Ratio> told(Report report, Ratio... ratios) {
        for (Ratio ratio : ratios) {
            report.row("%s, at least %.2f".formatted(ratio.name(), ratio.least()), ratio.value());
            report.figure(ratio.name(), ratio.value());
        }
        return List.of(ratios);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static <T> T join(Future<T> future) throws ExecutionException, InterruptedException {
        return future.toCompletionStage().toCompletableFuture().get();
    }
}
