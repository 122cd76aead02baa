package io.dormouse.bench.search;

import io.dormouse.bench.load.Ask;
import io.dormouse.bench.load.Crowd;
import io.dormouse.bench.load.HttpAnswer;
import io.dormouse.bench.report.Report;
import io.dormouse.bench.rig.Program;
import io.dormouse.bench.rig.Standalone;
import io.dormouse.bench.upstream.SlowService;
import io.dormouse.bench.upstream.SlowServiceClient;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

/**
 * The song search: requests that all need the answer of a service which takes a second. Ours is a workflow that is started with
 * {@code ?wait=60s}: every answer must be 201 and a workflow that has completed with what the service says.
 *
 * <p>500 requests, 100 at once, from the first request to the last answer, when the node has just started. Then many connections that all
 * ask at the same moment, the first time and, after two more, the median of three times; then more connections that are held open
 * together and served 5,000 at once; then the 500 again on the node that is warm by now, the median of three times. Before it the 500 and the many
 * on plain Vert.x, by which the side of the load is warm when the node's turn comes: what is compiled there would be counted as the node's. After it the 500
 * on a servlet container that blocks a worker for each request: as they take minutes, it gets 20 requests with
 * one worker and 100 with ten, and the time of 500 is computed from that.
 */
public final class Search {
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final int REQUESTS = 500;
    private static final int AT_ONCE = 100;
    private static final int TIMES = 3;
    private static final int WARM_UP = 3;
    private static final int WAVE = 5_000;
    private static final String SERVLETS = "bench-servlet";

    private final Report report;
    private final int burst;
    private final int held;

    /**
     * @param burst how many connections ask at the same moment
     * @param held how many are held open
     */
    public Search(Report report, int burst, int held) {
        this.report = report;
        this.burst = burst;
        this.held = held;
    }

    /** Measures; nothing runs when it returns. */
    public void measure() throws Exception {
        report.say("A service that answers after %d s, %d requests, %d at once; seconds:", 1, REQUESTS, AT_ONCE);
        try (SlowService service = new SlowService(DELAY)) {
            plain(service);
            ours(service);
            if (Program.isBuilt(SERVLETS)) {
                servlets(service, 1, 20);
                servlets(service, 10, 100);
            } else {
                System.err.println("the servlet container is left out: " + SERVLETS + " is not built");
            }
        }
    }

    private void plain(SlowService service) throws IOException {
        try (Program plain = Program.ofBench(PlainServer.class, "" + service.port())) {
            fiveHundred(plain.address(), get());
            for (int i = 1; i < WARM_UP; i++) atTheSameMoment(plain.address(), get());
            report.figure(
                    "plainVertxSeconds",
                    "plain Vert.x, nothing kept",
                    median(() -> fiveHundred(plain.address(), get())));
            report.figure(
                    "plainVertxBurstSeconds",
                    "plain Vert.x, %,d at the same moment, median of %d".formatted(burst, TIMES),
                    median(() -> atTheSameMoment(plain.address(), get())));
        }
    }

    private void ours(SlowService service) throws IOException, InterruptedException {
        try (Standalone node = Standalone.up(List.of(FindSong.class), List.of(SlowServiceClient.class))) {
            Ask ask = Ask.post(
                    "/api/v1/workflows/bench-search?wait=60s",
                    node.fields(),
                    new JsonObject().put("port", service.port()),
                    Search::isRight);
            report.row("Dormouse, a workflow for each, the first time", fiveHundred(node.address(), ask));
            burst(node.address(), ask);
            held(node.address(), ask);
            report.figure(
                    "searchSeconds", "Dormouse, a workflow for each", median(() -> fiveHundred(node.address(), ask)));
            node.wentWell();
        }
    }

    private void burst(SocketAddress node, Ask ask) {
        String title = "Dormouse, %,d at the same moment, ".formatted(burst);
        report.figure("burstFirstSeconds", title + "the first time", atTheSameMoment(node, ask));
        for (int i = 1; i < WARM_UP; i++) atTheSameMoment(node, ask);
        double seconds = median(() -> atTheSameMoment(node, ask));
        report.figure("burstSeconds", title + "warm, median of " + TIMES, seconds);
    }

    private double atTheSameMoment(SocketAddress node, Ask ask) {
        try (Crowd crowd = Crowd.of(burst, node)) {
            return crowd.once(ask).seconds();
        }
    }

    private void held(SocketAddress node, Ask ask) {
        try (Crowd crowd = Crowd.of(held, node)) {
            double seconds = crowd.once(ask, WAVE).seconds();
            report.figure("heldOpen", "Dormouse, connections held open, all of them served", crowd.open());
            report.figure("heldSeconds", "Dormouse, seconds in which they were", seconds);
        }
    }

    private void servlets(SlowService service, int workers, int requests) throws IOException {
        try (Program server =
                Program.of(SERVLETS, "io.dormouse.bench.servlet.Main", "" + service.port(), "" + workers)) {
            try (Crowd crowd = Crowd.of(AT_ONCE, server.address())) {
                double seconds = crowd.times(requests, get()).seconds();
                report.row("a servlet container, workers: %d, requests: %d".formatted(workers, requests), seconds);
                report.figure(
                        "servlet%dSeconds".formatted(workers),
                        "  from that computed: requests: %d".formatted(REQUESTS),
                        seconds * REQUESTS / requests);
            }
        }
    }

    private static double median(DoubleSupplier seconds) {
        return DoubleStream.generate(seconds)
                .limit(TIMES)
                .sorted()
                .skip(TIMES / 2)
                .findFirst()
                .orElseThrow();
    }

    private static double fiveHundred(SocketAddress server, Ask ask) {
        try (Crowd crowd = Crowd.of(AT_ONCE, server)) {
            return crowd.times(REQUESTS, ask).seconds();
        }
    }

    private static Ask get() {
        return Ask.get(
                "/", Map.of(), answer -> answer.status() == 200 && answer.body().equals(SlowService.ANSWER));
    }

    private static boolean isRight(HttpAnswer answer) {
        return answer.status() == 201
                && answer.body().contains("\"status\":\"COMPLETED\"")
                && answer.body().contains("\"result\":\"" + SlowService.ANSWER + '"');
    }
}
