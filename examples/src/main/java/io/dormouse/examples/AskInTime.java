package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.examples.AskInTime.Request;
import io.dormouse.flow.Decision;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Question;
import io.dormouse.flow.TimedOutException;
import io.dormouse.flow.Workflow;
import java.time.Duration;

/**
 * Gives up when it takes too long. What the branch still has open is cancelled: a question that nobody has answered in time is
 * taken back, and nobody can answer it any more.
 *
 * <p>{@code ./dormouse start ask-in-time release=1.0 seconds:=86400}
 */
@Durable(name = "ask-in-time")
public final class AskInTime implements Workflow<Request, String> {
    /** What is to be deployed, and how long people may think about it. */
    public record Request(String release, int seconds) {}

    @Override
    public String run(Request request, Flow flow) {
        Question question = Question.of("Deploy %s?".formatted(request.release()));
        try {
            Decision decision =
                    await(flow.withTimeout(Duration.ofSeconds(request.seconds()), () -> flow.ask(question)));
            return decision.approved() ? "approved" : "rejected";
        } catch (TimedOutException late) {
            return "nobody has answered within " + late.timeout();
        }
    }
}
