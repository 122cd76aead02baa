package io.dormouse.bench.growth;

import io.dormouse.bench.measure.Rounds;
import io.dormouse.bench.report.Report;
import io.dormouse.bench.rig.Databases;
import io.dormouse.bench.rig.Workflows;
import io.dormouse.host.Database;
import io.dormouse.host.Members;
import io.dormouse.host.ServiceVertx;
import io.dormouse.workflow.WorkflowServiceConfig;
import io.dormouse.workflow.WorkflowServiceVerticle;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Durable steps a second as {@code steps} counts them, over tables that hold nothing else and over tables with millions of workflows that
 * have ended; each time with ids that begin with the time and with ids in no order. The empty tables are measured before and after
 * the full ones, and count with their mean, so that what a JVM gains or a machine loses with time says little about growth; and both of
 * them when the others are filled, because Postgres and the disk are busy with that for a while. At last the same while the node removes what
 * ended long ago.
 */
public final class Growth {
    private static final int AT_ONCE = 1_000;
    private static final int ROUNDS = 3;

    /** Less than {@link Ended#LAST}, so that all that was made is old enough. */
    private static final Duration RETENTION = Duration.ofDays(30);

    private final Report report;
    private final Vertx vertx = ServiceVertx.alone();
    private final Workflows workflows = new Workflows(vertx);

    /** Steps a second, by how the ids are. */
    private record Rates(double byTime, double atRandom) {}

    public Growth(Report report) {
        this.report = report;
    }

    /** Returns when nothing runs any more. @param millions how many have ended */
    public void measure(int millions) throws InterruptedException {
        try {
            Database full = Databases.fresh();
            String warmingUp = node(full, Optional.empty());
            rate(Ids.AT_RANDOM);
            vertx.undeploy(warmingUp).await();
            fill(full, millions);
            Rates before = rates(Databases.fresh());
            Rates grown = rates(full);
            Rates after = rates(Databases.fresh());

            report.say("durable steps a second, %,d workflows of ten at once, median of %d rounds:", AT_ONCE, ROUNDS);
            report.say(
                    "over empty tables, then over those with %d million ended workflows, then over empty ones again",
                    millions);
            row(
                    "byTime",
                    "ids that begin with the time, as the gateway makes them",
                    before.byTime(),
                    grown.byTime(),
                    after.byTime());
            row(
                    "atRandom",
                    "ids in no order, as clients may give them",
                    before.atRandom(),
                    grown.atRandom(),
                    after.atRandom());
            removing(full, (before.byTime() + after.byTime()) / 2);
        } finally {
            vertx.close().await();
        }
    }

    private void fill(Database database, int millions) {
        long begun = System.nanoTime();
        try (Ended ended = new Ended(vertx, database)) {
            ended.make(millions * 1_000_000L);
        }
        report.say("%d million workflows that have ended were made in %,d s", millions, seconds(begun));
    }

    private void row(String key, String title, double before, double grown, double after) {
        report.row(title, before, grown, after);
        report.figure(key + "StepsPerSecond", grown);
        report.figure(key + "Share", "  its share of the mean of both", grown / ((before + after) / 2));
    }

    private void removing(Database database, double none) throws InterruptedException {
        Pool pool = database.pool(vertx, 1);
        long before = ended(pool);
        String node = node(database, Optional.of(RETENTION));
        long begun = System.nanoTime();
        double rate = rate(Ids.BY_TIME);
        double removed = (before - ended(pool)) / (double) Math.max(1, seconds(begun));
        vertx.undeploy(node).await();
        pool.close().await();
        report.row("while old workflows are removed, and how many a second are", rate, removed);
        report.figure("removedPerSecond", removed);
        report.figure("whileRemovingShare", "  its share, ids that begin with the time", rate / none);
    }

    private static long ended(Pool pool) {
        String sql = "SELECT count(*) FROM workflow WHERE created_at < now() - interval '40 days'";
        return pool.query(sql).execute().await().iterator().next().getLong(0);
    }

    private Rates rates(Database database) throws InterruptedException {
        String node = node(database, Optional.empty());
        Rates rates = new Rates(rate(Ids.BY_TIME), rate(Ids.AT_RANDOM));
        vertx.undeploy(node).await();
        return rates;
    }

    private String node(Database database, Optional<Duration> retention) {
        WorkflowServiceConfig usual = WorkflowServiceConfig.of(database, Optional.empty(), true);
        WorkflowServiceConfig config = new WorkflowServiceConfig(
                database, usual.workflows(), usual.lanes(), usual.warmLimit(), usual.alone(), retention);
        Members alone = Members.alone("bench-" + UUID.randomUUID(), "workflow");
        return vertx.deployVerticle(new WorkflowServiceVerticle(config, alone)).await();
    }

    private double rate(Ids ids) throws InterruptedException {
        return new Rounds(ids.engine(workflows)).steps(AT_ONCE, ROUNDS).stepsPerSecond();
    }

    private static long seconds(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    }
}
