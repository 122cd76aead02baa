package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.examples.Generator.Task;
import io.dormouse.flow.Decision;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Question;
import io.dormouse.flow.Workflow;

/**
 * A generator whose consumer is a person: it does something, hands out a question, and goes on with the answer, in the next hour
 * or in the next life of the process. What a language keeps in a stack frame stands in the journal here.
 *
 * <p>{@code ./dormouse start generator something="wash the car"}
 */
@Durable(name = "generator")
public final class Generator implements Workflow<Task, String> {
    /** What is to be done before the boss is asked. */
    public record Task(String something) {}

    @Override
    public String run(Task task, Flow flow) {
        String done = await(flow.run("do something", () -> "did " + task.something()));
        Decision boss = await(flow.ask(Question.of(done + "; another?"), "boss"));
        String answer = boss.approved() ? "approved" : "rejected";
        return await(flow.run("do another after " + answer, () -> "did another after " + answer));
    }
}
