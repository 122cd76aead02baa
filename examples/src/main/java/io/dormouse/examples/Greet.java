package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.examples.Greet.Outcome;
import io.dormouse.examples.Greet.Request;
import io.dormouse.flow.Decision;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Question;
import io.dormouse.flow.Workflow;

/** Asks a person, for a month if need be, then runs a step. */
@Durable(name = "greet", version = 1)
public final class Greet implements Workflow<Request, Outcome> {
    /** Who is to be greeted: {@code ./dormouse start greet name=Ada}. */
    public record Request(String name) {}

    /** What was said; nothing, if nobody was to be greeted. */
    public record Outcome(boolean greeted, String said) {}

    @Override
    public Outcome run(Request request, Flow flow) {
        Decision decision = await(flow.ask(Question.of("May I greet %s?".formatted(request.name()))));
        if (!decision.approved()) return new Outcome(false, "");
        String said = await(flow.run("say hello", () -> hello(request.name(), decision.decidedBy())));
        return new Outcome(true, said);
    }

    /** A step may block: here it would send a mail, or call what has no contract yet. */
    private static String hello(String name, String from) {
        return "Hello %s, from %s".formatted(name, from);
    }
}
