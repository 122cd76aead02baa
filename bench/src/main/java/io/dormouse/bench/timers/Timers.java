package io.dormouse.bench.timers;

import io.dormouse.bench.report.Report;
import io.dormouse.bench.rig.Databases;
import io.dormouse.bench.rig.Flood;
import io.dormouse.bench.rig.Node;
import io.dormouse.bench.rig.Rows;
import io.dormouse.bench.rig.Spread;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How late timers are: workflows that sleep, nearly all of them out of memory, each until a moment of its own. Late is the time
 * from that moment until the code has gone on, the end of the timer durable. The first tenth of the time is warm-up and not counted.
 */
public final class Timers {
    private static final int AT_ONCE = 2_000;
    private static final int WARM = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** So many starts a second are taken for granted when the first moment is chosen. */
    private static final int STARTS_A_SECOND = 2_500;

    private final Report report;

    public Timers(Report report) {
        this.report = report;
    }

    /** So many timers, spread evenly over so many seconds, after a tenth as many for warming up. */
    public void measure(int timers, int seconds) throws InterruptedException {
        int warmUp = timers / 10;
        int all = timers + warmUp;
        Lateness lateness = Lateness.of(all);
        try (Node node = Node.start(Databases.fresh(), WARM);
                Rows rows = new Rows(node)) {
            Instant first = Instant.now().plusSeconds(5 + all / STARTS_A_SECOND).truncatedTo(ChronoUnit.MILLIS);
            long microsApart = seconds * 1_000_000L / timers;
            Flood.perSecond(all, AT_ONCE, number -> {
                Instant due = first.plus(number * microsApart, ChronoUnit.MICROS);
                return node.start(
                        "bench-nap",
                        "nap-" + number,
                        new JsonObject().put("number", number).put("due", due.toString()));
            });
            Duration early = Duration.between(Instant.now(), first);
            if (early.isNegative()) throw new IllegalStateException("the first moment had come before all had started");
            rows.pause(early.plusSeconds(seconds + seconds / 10));
            rows.awaitNumber(
                    "SELECT count(*) FROM workflow WHERE status = 'COMPLETED' AND result::text = substr(id, 5)",
                    all,
                    PATIENCE);
        }
        tell(lateness.millis(), warmUp, seconds);
    }

    private void tell(double[] millis, int warmUp, int seconds) {
        double[] counted = new double[millis.length - warmUp];
        System.arraycopy(millis, warmUp, counted, 0, counted.length);
        Spread spread = new Spread(counted);
        report.say(
                "%,d timers due over %d s, %,d workflows in memory at the most; lateness in milliseconds",
                counted.length, seconds, WARM);
        report.figure("p50Millis", "half of them", spread.percentile(50));
        report.figure("p99Millis", "99 of 100", spread.percentile(99));
        report.figure("p999Millis", "999 of 1,000", spread.percentile(99.9));
        report.figure("largestMillis", "all of them", spread.largest());
    }
}
