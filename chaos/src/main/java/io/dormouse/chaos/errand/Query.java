package io.dormouse.chaos.errand;

import static io.dormouse.flow.Flow.await;

import io.dormouse.chaos.errand.Query.Doubt;
import io.dormouse.flow.Decision;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Question;
import io.dormouse.flow.Workflow;

/** Asks people a question, and tells what was decided. */
@Durable(name = Query.NAME)
public final class Query implements Workflow<Doubt, String> {
    /** What it is started as. */
    public static final String NAME = "chaos-query";

    /** What is asked. */
    public record Doubt(String question) {}

    @Override
    public String run(Doubt doubt, Flow flow) {
        Decision decision = await(flow.ask(Question.of(doubt.question()), "sre"));
        return "%s by %s: %s"
                .formatted(decision.approved() ? "APPROVED" : "REJECTED", decision.decidedBy(), decision.comment());
    }
}
