package io.dormouse.bench.asleep;

import static io.dormouse.flow.Flow.await;

import io.dormouse.bench.asleep.Sleeper.Input;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;

/** Waits for an event and ends with its value. */
@Durable(name = "bench-sleeper")
public final class Sleeper implements Workflow<Input, Integer> {
    /** @param event what it waits for */
    public record Input(String event) {}

    @Override
    public Integer run(Input input, Flow flow) {
        return await(flow.event(input.event(), Integer.class));
    }
}
