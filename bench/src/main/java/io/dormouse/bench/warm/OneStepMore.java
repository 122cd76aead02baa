package io.dormouse.bench.warm;

import static io.dormouse.flow.Flow.await;

import io.dormouse.bench.warm.OneStepMore.Input;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;

/** Waits for an event, then does a step that notes when it begins. */
@Durable(name = "bench-one-step-more")
public final class OneStepMore implements Workflow<Input, Integer> {
    /** @param event what it waits for */
    public record Input(String event) {}

    @Override
    public Integer run(Input input, Flow flow) {
        int number = await(flow.event(input.event(), Integer.class));
        return await(flow.run("note", () -> {
            Warm.stepBegins(number);
            return number;
        }));
    }
}
