package io.dormouse.bench.calls;

import static io.dormouse.flow.Flow.await;

import io.dormouse.contracts.job.JobService;
import io.dormouse.contracts.job.RunJob;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;

/** Calls one after another to a service that answers each with the number that it was given. */
@Durable(name = "bench-calls")
public final class TenCalls implements Workflow<TenCalls.Input, Integer> {
    /** How many. */
    public record Input(int calls) {}

    @Override
    public Integer run(Input input, Flow flow) {
        JobService jobs = flow.service(JobService.class);
        int sum = 0;
        for (int i = 0; i < input.calls(); i++) {
            sum += await(jobs.run(new RunJob("nothing", "127.0.0.1", Integer.toString(i))))
                    .exitStatus();
        }
        return sum;
    }
}
