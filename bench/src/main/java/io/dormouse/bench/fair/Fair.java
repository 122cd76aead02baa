package io.dormouse.bench.fair;

import io.dormouse.bench.load.Ask;
import io.dormouse.bench.load.HttpAnswer;
import io.dormouse.bench.report.Report;
import io.dormouse.bench.rig.Program;
import io.dormouse.bench.rig.Standalone;
import io.dormouse.bench.upstream.SlowService;
import io.dormouse.bench.upstream.SlowServiceClient;
import io.dormouse.bench.upstream.Turns;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The dissection: workflows that ask a service and compute by turns ({@link Heavy}, started over HTTP with {@code ?wait}), 20 and 200
 * at once, beside four clients whose workflow only asks ({@link Light}); the service answers after 50 ms. Every answer must be right.
 *
 * <p>The light ones' time of 99 of 100 is compared with theirs alone, and what the heavy ones reach with what the processors reach that do
 * nothing but compute, in this JVM, before each load and after the last of each server (the mean). The same on one event loop of plain Vert.x,
 * which keeps nothing.
 */
public final class Fair {
    private static final Duration DELAY = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final int COMPUTATIONS = 5;
    private static final int[] AT_ONCE = {20, 200};

    private final Report report;
    private final Duration warmUp;
    private final Duration during;
    private final List<Double> limits = new ArrayList<>();

    /** @param seconds how long each load is measured; it is warmed up for half as long, and the node before all of them for twice as long */
    public Fair(Report report, int seconds) {
        this.report = report;
        this.during = Duration.ofSeconds(seconds);
        this.warmUp = during.dividedBy(2);
    }

    /** Measures; nothing runs when it returns. */
    public void measure() throws Exception {
        report.say("Light requests beside heavy ones: milliseconds of 99 of 100 light ones, heavy ones a second");
        try (SlowService service = new SlowService(DELAY)) {
            double reached;
            try (Standalone node =
                    Standalone.up(List.of(Heavy.class, Light.class), List.of(SlowServiceClient.class, Turns.class))) {
                JsonObject input = new JsonObject().put("port", service.port());
                Load load = new Load(
                        node.address(),
                        Ask.post("/api/v1/workflows/bench-heavy?wait=60s", node.fields(), input, completed(sum())),
                        Ask.post(
                                "/api/v1/workflows/bench-light?wait=60s",
                                node.fields(),
                                input,
                                completed('"' + SlowService.ANSWER + '"')));
                load.beside(AT_ONCE[0], Duration.ZERO, during.multipliedBy(2));
                reached = measure("Dormouse", "", load);
                node.wentWell();
            }
            try (Program plain = Program.ofBench(PlainServer.class, "" + service.port())) {
                Load load = new Load(
                        plain.address(),
                        Ask.get("/heavy", Map.of(), said(sum())),
                        Ask.get("/light", Map.of(), said(SlowService.ANSWER)));
                measure("One event loop", "loop", load);
            }
            double limit = limits.stream()
                    .mapToDouble(each -> each / COMPUTATIONS)
                    .average()
                    .orElseThrow();
            report.figure("processorsPerSecond", "what the processors compute, workflows a second", limit);
            report.figure("ratioToProcessors", "of that Dormouse reached", reached / limit);
        }
    }

    /** The most heavy ones a second. */
    private double measure(String title, String prefix, Load load) throws InterruptedException {
        double alone = load.alone(warmUp, during);
        report.row(title + ", light ones alone", alone);
        report.figure(key(prefix, "aloneP99Millis"), alone);
        double most = 0;
        for (int atOnce : AT_ONCE) {
            limits.add(TurnRate.measure(LIMIT));
            Load.Outcome outcome = load.beside(atOnce, warmUp, during);
            report.row(
                    "%s, beside %d heavy ones at once".formatted(title, atOnce),
                    outcome.p99Millis(),
                    outcome.heavyPerSecond());
            report.figure(key(prefix, "beside%dP99Millis".formatted(atOnce)), outcome.p99Millis());
            report.figure(key(prefix, "ratio%d".formatted(atOnce)), outcome.p99Millis() / alone);
            report.figure(key(prefix, "heavyPerSecond%d".formatted(atOnce)), outcome.heavyPerSecond());
            most = Math.max(most, outcome.heavyPerSecond());
        }
        limits.add(TurnRate.measure(LIMIT));
        return most;
    }

    private static String key(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String sum() {
        return "" + COMPUTATIONS * Turns.SUM;
    }

    private static Predicate<HttpAnswer> completed(String result) {
        return answer -> answer.status() == 201
                && answer.body().contains("\"status\":\"COMPLETED\"")
                && answer.body().contains("\"result\":" + result + ',');
    }

    private static Predicate<HttpAnswer> said(String text) {
        return answer -> answer.status() == 200 && answer.body().equals(text);
    }
}
