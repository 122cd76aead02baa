package io.dormouse.bench.asleep;

import io.dormouse.bench.report.Report;
import io.dormouse.bench.rig.Databases;
import io.dormouse.bench.rig.Flood;
import io.dormouse.bench.rig.Heap;
import io.dormouse.bench.rig.Node;
import io.dormouse.bench.rig.Rows;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;

/**
 * Workflows that wait for an event each, nearly all of them in Postgres only. Rates are those of the whole: from the first start
 * until the last row says {@code WAITING}, and from the first trigger until the last row says {@code COMPLETED}. The heap is
 * taken after a collection, with the caches of the node filled by sleepers that have ended, and again with all asleep.
 */
public final class Asleep {
    private static final int AT_ONCE = 1_000;
    private static final int WARM = 10_000;
    private static final int WARM_UP = 20_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** By an index of what runs, so that asking often costs nothing. */
    private static final String RUNNING = "SELECT count(*) FROM workflow WHERE status = 'RUNNING'";

    private static final String WAITING = "SELECT count(*) FROM workflow WHERE status = 'WAITING'";

    /** One or none, from the young to the old, so that asking costs little while those that were started last still wait. */
    private static final String ONE_WAITING =
            "SELECT count(*) FROM (SELECT FROM workflow WHERE status = 'WAITING' ORDER BY created_at DESC LIMIT 1) AS"
                    + " one";

    private static final double MIB = 1 << 20;

    private final Report report;

    public Asleep(Report report) {
        this.report = report;
    }

    /**
     * So many of them.
     *
     * @param watched for so many seconds it is counted what the node does while all sleep
     */
    public void measure(int sleepers, int watched) throws InterruptedException {
        try (Node node = Node.start(Databases.fresh(), WARM);
                Rows rows = new Rows(node)) {
            report.say("%,d workflows asleep, %,d of them in memory at the most", sleepers, WARM);
            start(node, rows, -WARM_UP, WARM_UP);
            wake(node, rows, -WARM_UP, WARM_UP);
            rows.awaitNumber("SELECT count(*) FROM event WHERE open", 0, PATIENCE);
            rows.query("VACUUM");
            Map<String, Double> sizesBefore = Sizes.of(rows);
            Background idle = Background.over(rows, watched);
            long heapBefore = Heap.used();

            report.figure("startedPerSecond", "started and asleep, a second", start(node, rows, 0, sleepers));
            report.figure("heapMiB", "MiB of heap more than with none", (Heap.used() - heapBefore) / MIB);
            Sizes.tell(report, sizesBefore, Sizes.of(rows), sleepers);
            Background asleep = Background.over(rows, watched);
            report.say("in %d s meanwhile: with none asleep, with all", watched);
            asleep.tell(report, idle);
            report.figure("wokenPerSecond", "woken and ended, a second", wake(node, rows, 0, sleepers));
        }
    }

    private static double start(Node node, Rows rows, int from, int many) throws InterruptedException {
        long start = System.nanoTime();
        Flood.perSecond(
                many,
                AT_ONCE,
                i -> node.start(
                        "bench-sleeper",
                        "sleeper-" + (from + i),
                        new JsonObject().put("event", "event-" + (from + i))));
        rows.awaitNumber(RUNNING, 0, PATIENCE);
        double seconds = (System.nanoTime() - start) / 1e9;
        rows.awaitNumber(WAITING, many, Duration.ZERO);
        return many / seconds;
    }

    /** The value of an event is the number of the one that waits for it, and so is its result. */
    private static double wake(Node node, Rows rows, int from, int many) throws InterruptedException {
        long start = System.nanoTime();
        Flood.perSecond(many, AT_ONCE, i -> node.trigger("event-" + (from + i), from + i));
        rows.awaitNumber(RUNNING, 0, PATIENCE);
        rows.awaitNumber(ONE_WAITING, 0, PATIENCE);
        rows.awaitNumber(RUNNING, 0, PATIENCE);
        double perSecond = many / ((System.nanoTime() - start) / 1e9);
        double right = rows.number(
                "SELECT count(*) FROM workflow WHERE status = 'COMPLETED' AND id = 'sleeper-' || (result::text)"
                        + " AND (result::text)::int BETWEEN %d AND %d".formatted(from, from + many - 1));
        if (right != many)
            throw new IllegalStateException("%,.0f of %,d ended with the value of their event".formatted(right, many));
        return perSecond;
    }
}
