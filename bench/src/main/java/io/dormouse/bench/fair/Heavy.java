package io.dormouse.bench.fair;

import static io.dormouse.flow.Flow.await;

import io.dormouse.bench.fair.Heavy.Request;
import io.dormouse.bench.upstream.SlowServiceClient;
import io.dormouse.bench.upstream.Turns;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;

/** Asks, computes, does both in two branches side by side, computes, asks, computes: twelve questions and five computations. */
@Durable(name = "bench-heavy")
public final class Heavy implements Workflow<Request, Long> {
    private static final SlowServiceClient SERVICE = new SlowServiceClient();

    /** Where the slow service listens. */
    public record Request(int port) {}

    /** The sum of all computations. */
    @Override
    public Long run(Request request, Flow flow) {
        await(ask(request, flow));
        long sum = await(compute(flow));
        for (long part : await(flow.all(List.of(branch(request, flow), branch(request, flow))))) sum += part;
        sum += await(compute(flow));
        await(ask(request, flow));
        return sum + await(compute(flow));
    }

    /** Five questions at once, and when all are answered a computation. */
    private static Future<Long> branch(Request request, Flow flow) {
        List<Future<String>> questions =
                Stream.generate(() -> ask(request, flow)).limit(5).toList();
        return flow.all(questions).compose(answers -> compute(flow));
    }

    private static Future<String> ask(Request request, Flow flow) {
        return flow.run("ask", () -> SERVICE.ask(request.port()));
    }

    private static Future<Long> compute(Flow flow) {
        return flow.compute("compute", Turns::take);
    }
}
