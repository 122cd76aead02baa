package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.job.JobFailure;
import io.dormouse.contracts.job.JobResult;
import io.dormouse.contracts.job.JobService;
import io.dormouse.engine.store.Status;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import io.vertx.core.Promise;
import org.junit.jupiter.api.Test;

class AllOrNothingTest {
    private static final AllOrNothing.Request REQUEST = new AllOrNothing.Request("B6", "web1.demo.test", "1.0");

    @Test
    void shouldUndoNothingIfAllGoesWell() {
        WorkflowRun<String> run =
                DataCentre.around(WorkflowTest.of(AllOrNothing.class)).run(REQUEST);

        assertThat(run.result()).isEqualTo("10.0.0.1");
        assertThat(run.compensations()).isEmpty();
    }

    @Test
    void shouldUndoInReverseOrderAndEndAsItFailed() {
        WorkflowRun<String> run = DataCentre.around(WorkflowTest.of(AllOrNothing.class))
                .stub(JobService.class, JobService::run, request -> {
                    throw JobFailure.JOB_FAILED.exception("disk full");
                })
                .run(REQUEST);

        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(run.failure().orElseThrow().getString("message")).contains("disk full");
        assertThat(run.compensations()).containsExactly("dns.v1/delete", "iaas.v1/delete");
        assertThat(run.calls("iaas.v1/delete").getFirst().request(DeleteServer.class))
                .isEqualTo(new DeleteServer("s-1"));
    }

    @Test
    void shouldUndoWhenItIsCancelled() {
        JobService busy = request -> Promise.<JobResult>promise().future();
        WorkflowRun<String> run = DataCentre.withoutJobs(WorkflowTest.of(AllOrNothing.class))
                .stub(JobService.class, busy)
                .start(REQUEST);

        run.cancel("too dear").finish();

        assertThat(run.status()).isEqualTo(Status.CANCELLED);
        assertThat(run.compensations()).containsExactly("dns.v1/delete", "iaas.v1/delete");
        assertThat(run.calls("job.v1/run").getFirst().withdrawn()).isTrue();
    }
}
