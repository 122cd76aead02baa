package io.dormouse.bench.fair;

import static io.dormouse.flow.Flow.await;

import io.dormouse.bench.upstream.SlowServiceClient;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;

/** Only asks. */
@Durable(name = "bench-light")
public final class Light implements Workflow<Heavy.Request, String> {
    private static final SlowServiceClient SERVICE = new SlowServiceClient();

    @Override
    public String run(Heavy.Request request, Flow flow) {
        return await(flow.run("ask", () -> SERVICE.ask(request.port())));
    }
}
