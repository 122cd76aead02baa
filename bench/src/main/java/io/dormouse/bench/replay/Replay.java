package io.dormouse.bench.replay;

import io.dormouse.bench.report.Report;
import io.dormouse.bench.rig.Databases;
import io.dormouse.bench.rig.Flood;
import io.dormouse.bench.rig.Node;
import io.dormouse.bench.rig.Rows;
import io.dormouse.bench.rig.Spread;
import io.dormouse.workflow.routing.Doorbells;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/**
 * The wake of a workflow that is only in Postgres: from the doorbell until its code has come through all of its journal and is where
 * it was. One at a time, each in turn; three times as many as are measured warm up. Nothing is written in that time.
 */
public final class Replay {
    private static final int STORIES = 200;
    private static final int ROUNDS = 4;
    private static final int WARM_UP_ROUNDS = 12;
    private static final int AT_ONCE = 100;

    /** Longer than one that was woken takes to fall asleep again. */
    private static final Duration UNTIL_ASLEEP = Duration.ofMillis(700);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Report report;

    public Replay(Report report) {
        this.report = report;
    }

    /** Journals of 50 and of 1,000 entries. */
    public void measure() throws InterruptedException {
        report.say("waking a workflow out of Postgres, milliseconds: half of them, 99 of 100");
        measure(50);
        measure(1_000);
    }

    private void measure(int entries) throws InterruptedException {
        try (Node node = Node.start(Databases.fresh(), 0);
                Rows rows = new Rows(node)) {
            Doorbells bell = new Doorbells(node.vertx(), "another node");
            int steps = entries - 1;
            Flood.perSecond(
                    STORIES,
                    AT_ONCE,
                    number -> node.start(
                            "bench-long-story",
                            "story-" + number,
                            new JsonObject().put("number", number).put("steps", steps)));
            rows.awaitNumber("SELECT count(*) FROM workflow WHERE status = 'WAITING'", STORIES, PATIENCE);
            rows.awaitNumber("SELECT count(*) FROM journal", STORIES * (double) entries, PATIENCE);
            double[] whole = new double[ROUNDS * STORIES];
            double[] code = new double[whole.length];
            double[] reading = new double[whole.length];
            for (int i = -WARM_UP_ROUNDS * STORIES; i < whole.length; i++) {
                int number = Math.floorMod(i, STORIES);
                if (number == 0) rows.pause(UNTIL_ASLEEP);
                Moments moments = Moments.of(number);
                long start = System.nanoTime();
                bell.ring("never-" + number, List.of("story-" + number));
                Moments.Arrival arrival = moments.arrival();
                if (arrival.sum() != steps * (steps - 1) / 2)
                    throw new IllegalStateException("a wrong sum: " + arrival);
                // Only now: before, it would have fetched the pages that the wake reads.
                double read = reading(rows, number);
                if (i < 0) continue;
                whole[i] = (arrival.arrived() - start) / 1e6;
                code[i] = (arrival.arrived() - arrival.began()) / 1e6;
                reading[i] = read;
            }
            tell(entries, "wake", "the whole wake", whole);
            tell(entries, "code", "  of it the code, from its first line", code);
            tell(entries, "reading", "  after it: one query for the rows of the journal alone", reading);
        }
    }

    private static double reading(Rows rows, int number) {
        long start = System.nanoTime();
        rows.query(
                "SELECT * FROM journal WHERE workflow_id = 'story-%d' AND run = 0 ORDER BY position".formatted(number));
        return (System.nanoTime() - start) / 1e6;
    }

    private void tell(int entries, String key, String title, double[] millis) {
        Spread spread = new Spread(millis);
        report.row("%,d entries: %s".formatted(entries, title), spread.percentile(50), spread.percentile(99));
        report.figure("%s%dP50Millis".formatted(key, entries), spread.percentile(50));
        report.figure("%s%dP99Millis".formatted(key, entries), spread.percentile(99));
    }
}
