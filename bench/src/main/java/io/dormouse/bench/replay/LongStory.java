package io.dormouse.bench.replay;

import static io.dormouse.flow.Flow.await;

import io.dormouse.bench.replay.LongStory.Input;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;

/** Many steps, then a wait for what never comes; notes when it begins and when it comes to wait. */
@Durable(name = "bench-long-story")
public final class LongStory implements Workflow<Input, Integer> {
    /** @param number which one it is */
    public record Input(int number, int steps) {}

    @Override
    public Integer run(Input input, Flow flow) {
        Moments.began(input.number());
        int sum = 0;
        for (int i = 0; i < input.steps(); i++) {
            int value = i;
            sum += await(flow.run("step", () -> value));
        }
        Moments.arrived(input.number(), sum);
        return await(flow.event("never-" + input.number(), Integer.class));
    }
}
