package io.dormouse.bench.warm;

import io.dormouse.bench.report.Report;
import io.dormouse.bench.rig.Databases;
import io.dormouse.bench.rig.Flood;
import io.dormouse.bench.rig.Heap;
import io.dormouse.bench.rig.Node;
import io.dormouse.bench.rig.Rows;
import io.dormouse.bench.rig.Spread;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Workflows that wait for an event each and are all kept in memory. What one takes is what the heap has grown by after a collection. Then
 * some are woken one at a time: from the trigger, as a caller gives it over the bus, until the step after the wait begins, and until the
 * caller is told that the event is durable. Between the two lies a commit of its own: the workflow learns nothing that is not written.
 */
public final class Warm {
    private static final int AT_ONCE = 2_000;

    /**
     * Four times so many are started and woken before, so that all of the code is compiled: a stack parked by the interpreter is six times as large. The
     * first to be woken show the compiler ways that it had thought were never gone, and it begins anew.
     */
    private static final int BEFORE = 50_000;

    private static final int ROUNDS_BEFORE = 4;

    private static final int WARM_UP = 1_000;
    private static final int WOKEN = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final BlockingQueue<Step> begun = new LinkedBlockingQueue<>();

    private final Report report;

    /** A step has begun. @param nanos when, by {@link System#nanoTime} */
    private record Step(int number, long nanos) {}

    public Warm(Report report) {
        this.report = report;
    }

    static void stepBegins(int number) {
        begun.add(new Step(number, System.nanoTime()));
    }

    /** So many of them. */
    public void measure(int workflows) throws InterruptedException {
        int woken = Math.min(WOKEN, workflows / 4);
        int warmUp = Math.min(WARM_UP, workflows / 4);
        try (Node node = Node.start(Databases.fresh(), workflows + BEFORE);
                Rows rows = new Rows(node)) {
            for (int round = 0; round < ROUNDS_BEFORE; round++) {
                fallAsleep(node, rows, round * BEFORE, BEFORE);
                wakeAll(node, rows, round * BEFORE, BEFORE);
            }
            int first = ROUNDS_BEFORE * BEFORE;
            long before = Heap.used();
            fallAsleep(node, rows, first, workflows);
            double each = (Heap.used() - before) / (double) workflows;
            wake(node, first, warmUp);
            Wakes wakes = wake(node, first + warmUp, woken);
            report.say("%,d workflows that wait in memory", workflows);
            report.figure("bytesEach", "bytes of the heap, each", each);
            report.say("one woken at a time, %,d of them, milliseconds: half of them, 99 of 100", woken);
            tell("toNextStep", "from the trigger until the next step begins", wakes.toNextStep());
            tell("toAnswer", "from the trigger until its caller knows that it is durable", wakes.toAnswer());
        }
    }

    private static void fallAsleep(Node node, Rows rows, int from, int many) throws InterruptedException {
        Flood.perSecond(
                many,
                AT_ONCE,
                i -> node.start(
                        "bench-one-step-more",
                        "waiting-" + (from + i),
                        new JsonObject().put("event", "event-" + (from + i))));
        rows.awaitNumber("SELECT count(*) FROM workflow WHERE status = 'WAITING'", many, PATIENCE);
    }

    private static void wakeAll(Node node, Rows rows, int from, int many) throws InterruptedException {
        Flood.perSecond(many, AT_ONCE, i -> node.trigger("event-" + (from + i), from + i));
        rows.awaitNumber("SELECT count(*) FROM workflow WHERE status = 'COMPLETED'", from + many, PATIENCE);
        begun.clear();
    }

    private record Wakes(double[] toNextStep, double[] toAnswer) {}

    private static Wakes wake(Node node, int from, int many) throws InterruptedException {
        Wakes wakes = new Wakes(new double[many], new double[many]);
        for (int i = 0; i < many; i++) {
            int number = from + i;
            long start = System.nanoTime();
            long[] answered = new long[1];
            var answer = node.trigger("event-" + number, number).onSuccess(durable -> answered[0] = System.nanoTime());
            Step step = begun.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (step == null || step.number() != number)
                throw new IllegalStateException("%d was woken, and not %s".formatted(number, step));
            answer.await();
            wakes.toNextStep()[i] = (step.nanos() - start) / 1e6;
            wakes.toAnswer()[i] = (answered[0] - start) / 1e6;
        }
        return wakes;
    }

    private void tell(String key, String title, double[] millis) {
        Spread spread = new Spread(millis);
        report.row(title, spread.percentile(50), spread.percentile(99));
        report.figure(key + "P50Millis", spread.percentile(50));
        report.figure(key + "P99Millis", spread.percentile(99));
    }
}
