package io.dormouse.bench.http;

import io.dormouse.bench.load.Ask;
import io.dormouse.bench.load.Crowd;
import io.dormouse.bench.load.HttpAnswer;
import io.dormouse.bench.load.Served;
import io.dormouse.bench.report.Report;
import io.dormouse.bench.rig.Standalone;
import io.dormouse.bench.steps.TenSteps;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code POST /api/v1/workflows/bench-steps?wait=10s} for a workflow of three local steps, over connections that ask again as soon
 * as they are answered. Every answer must be 201 with a workflow that has completed with the sum of its steps.
 *
 * <p>So many seconds warm it up; then the median of so many rounds of three seconds is its rate, and its latency and the processor time
 * are those of all requests in these rounds. The same load on a server of plain Vert.x, which answers at once with as many bytes,
 * shows what the load itself and the loopback allow.
 */
public final class HttpStarts {
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final int PLAIN_ROUNDS = 3;
    private static final int STEPS = 3;
    private static final String RIGHT = "\"status\":\"COMPLETED\"";
    private static final String SUM = "\"result\":3,";

    private final Report report;
    private final int connections;
    private final int rounds;
    private final Duration warmUp;

    public HttpStarts(Report report, int connections, int rounds, Duration warmUp) {
        this.report = report;
        this.connections = connections;
        this.rounds = rounds;
        this.warmUp = warmUp;
    }

    /** Measures; nothing runs when it returns. */
    public void measure() throws Exception {
        report.say("Workflows of %d steps started over HTTP with ?wait=10s, %,d connections", STEPS, connections);
        ours();
        try (PlainServer plain = new PlainServer();
                Crowd crowd = Crowd.of(connections, plain.address())) {
            Ask ask = Ask.post("/", Map.of(), input(), answer -> answer.status() == 200);
            crowd.keepAsking(ask, ROUND);
            Served served = crowd.keepAsking(ask, ROUND.multipliedBy(PLAIN_ROUNDS));
            report.figure(
                    "plainServerPerSecond",
                    "the same load on a server that only answers, a second",
                    served.medianPerSecond(ROUND, PLAIN_ROUNDS));
        }
    }

    private void ours() throws Exception {
        try (Standalone node = Standalone.up(List.of(TenSteps.class), List.of());
                Crowd crowd = Crowd.of(connections, node.address())) {
            Ask ask = Ask.post("/api/v1/workflows/bench-steps?wait=10s", node.fields(), input(), HttpStarts::isRight);
            crowd.keepAsking(ask, warmUp);
            double own = node.processorSeconds();
            double postgres = node.postgresSeconds();
            Served served = crowd.keepAsking(ask, ROUND.multipliedBy(rounds));
            own = (node.processorSeconds() - own) / served.count();
            postgres = (node.postgresSeconds() - postgres) / served.count();

            report.figure("workflowsPerSecond", "workflows a second", served.medianPerSecond(ROUND, rounds));
            report.figure("p50Millis", "milliseconds until half of them had ended", served.millis(50));
            report.figure("p99Millis", "milliseconds until 99 of 100 had ended", served.millis(99));
            report.figure("processorMicros", "microseconds of a processor, each, in the node", own * 1e6);
            report.figure("postgresMicros", "microseconds of a processor, each, in its Postgres", postgres * 1e6);
            node.wentWell();
        }
    }

    private static JsonObject input() {
        return new JsonObject().put("steps", STEPS);
    }

    private static boolean isRight(HttpAnswer answer) {
        return answer.status() == 201
                && answer.body().contains(RIGHT)
                && answer.body().contains(SUM);
    }
}
