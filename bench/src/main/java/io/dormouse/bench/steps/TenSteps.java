package io.dormouse.bench.steps;

import static io.dormouse.flow.Flow.await;

import io.dormouse.bench.steps.TenSteps.Input;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;

/** Local steps one after another that do nothing: what remains is the engine and the store. */
@Durable(name = "bench-steps")
public final class TenSteps implements Workflow<Input, Integer> {
    /** How many. */
    public record Input(int steps) {}

    @Override
    public Integer run(Input input, Flow flow) {
        int sum = 0;
        for (int i = 0; i < input.steps(); i++) {
            int value = i;
            sum += await(flow.run("step", () -> value));
        }
        return sum;
    }
}
