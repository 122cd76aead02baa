package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.job.JobFailure;
import io.dormouse.contracts.job.JobResult;
import io.dormouse.contracts.job.JobService;
import io.dormouse.testkit.Call;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComposedTest {
    @Test
    void shouldRunTheChainsSideBySideAndRecoverWithinThem() {
        WorkflowRun<List<String>> run = DataCentre.around(WorkflowTest.of(Composed.class))
                .stub(JobService.class, JobService::run, request -> {
                    if (request.argument().equals("1.1")) throw JobFailure.JOB_FAILED.exception("1.1 is broken");
                    return new JobResult(0, "done");
                })
                .run(new Composed.Request("B6", List.of("1.0", "1.1")));

        assertThat(run.result()).containsExactly("10.0.0.1 runs 1.0", "gave s-2 back: 1.1 is broken");
        assertThat(run.calls())
                .extracting(Call::name)
                .containsExactly("iaas.v1/create", "iaas.v1/create", "job.v1/run", "job.v1/run", "iaas.v1/delete");
    }
}
