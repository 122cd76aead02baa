package io.dormouse.bench.recover;

import static io.dormouse.flow.Flow.await;

import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;

/** A few steps that end at once, and then one that does not: whoever is killed is killed in the middle of it. */
@Durable(name = "bench-recover")
public final class Interrupted implements Workflow<Interrupted.Input, Integer> {
    /** How many steps have ended when the long one begins. */
    static final int SHORT_STEPS = 4;

    /** What all of them come to. */
    static final int SUM = SHORT_STEPS + LongSteps.RESULT;

    /** @param number of this workflow, from 0 */
    public record Input(int number) {}

    @Override
    public Integer run(Input input, Flow flow) {
        int sum = 0;
        for (int i = 0; i < SHORT_STEPS; i++) sum += await(flow.run("short", () -> 1));
        return sum + await(flow.run("long", () -> LongSteps.begin(input.number())));
    }
}
