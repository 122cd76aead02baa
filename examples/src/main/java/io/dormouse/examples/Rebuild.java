package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.examples.Rebuild.Request;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import java.time.Duration;
import java.util.List;

/**
 * Says what it is doing, and can be found by it. A status is one sentence for people; a tag is a name and a value by which
 * workflows are listed, paused and resumed. Both are for those who look from outside and cost no entry.
 *
 * <p>{@code ./dormouse start rebuild team=web}, then {@code ./dormouse ls --tag team=web}
 */
@Durable(name = "rebuild")
public final class Rebuild implements Workflow<Request, Integer> {
    private static final List<String> PARTS = List.of("base", "kernel", "tools");

    /** For whom. */
    public record Request(String team) {}

    @Override
    public Integer run(Request request, Flow flow) {
        flow.tag("team", request.team());
        for (String part : PARTS) {
            flow.status("building %s, %d of %d".formatted(part, PARTS.indexOf(part) + 1, PARTS.size()));
            await(flow.sleep(Duration.ofMinutes(10)));
        }
        flow.tag("team", "");
        flow.status("all built");
        return PARTS.size();
    }
}
