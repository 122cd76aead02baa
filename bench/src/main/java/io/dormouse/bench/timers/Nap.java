package io.dormouse.bench.timers;

import static io.dormouse.flow.Flow.await;

import io.dormouse.bench.timers.Nap.Input;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import java.time.Instant;

/** Sleeps until its time comes, and notes when it went on. */
@Durable(name = "bench-nap")
public final class Nap implements Workflow<Input, Integer> {
    /** @param number which one it is */
    public record Input(int number, Instant due) {}

    @Override
    public Integer run(Input input, Flow flow) {
        await(flow.sleepUntil(input.due()));
        Lateness.current().wentOn(input.number(), input.due());
        return input.number();
    }
}
