package io.dormouse.bench.search;

import static io.dormouse.flow.Flow.await;

import io.dormouse.bench.search.FindSong.Query;
import io.dormouse.bench.upstream.SlowServiceClient;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;

/** Asks a slow service and tells what it said. */
@Durable(name = "bench-search")
public final class FindSong implements Workflow<Query, String> {
    private static final SlowServiceClient SERVICE = new SlowServiceClient();

    /** Where it listens. */
    public record Query(int port) {}

    @Override
    public String run(Query query, Flow flow) {
        return await(flow.run("ask", () -> SERVICE.ask(query.port())));
    }
}
