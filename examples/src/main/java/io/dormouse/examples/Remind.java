package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.examples.Remind.Request;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import java.time.Duration;
import java.time.Instant;

/**
 * Sleeps. A sleeping workflow is a row in Postgres and nothing else: no thread, no memory. What came due while no process ran
 * comes at once when one runs again.
 *
 * <p>{@code ./dormouse start remind of="renew the domain" due=2027-03-01T08:00:00Z}
 */
@Durable(name = "remind")
public final class Remind implements Workflow<Request, Instant> {
    private static final Duration AHEAD = Duration.ofDays(7);
    private static final Duration BETWEEN = Duration.ofDays(3);

    /** Of what, and when it is due. */
    public record Request(String of, Instant due) {}

    @Override
    public Instant run(Request request, Flow flow) {
        await(flow.sleepUntil(request.due().minus(AHEAD)));
        while (flow.now().isBefore(request.due())) {
            await(flow.run("remind", () -> say(request.of())));
            await(flow.sleep(BETWEEN));
        }
        return flow.now();
    }

    private static String say(String text) {
        System.out.println("remember to " + text);
        return text;
    }
}
