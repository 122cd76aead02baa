package io.dormouse.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.dns.DnsRecord;
import io.dormouse.contracts.dns.DnsService;
import io.dormouse.contracts.dns.UpsertRecord;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.job.JobFailure;
import io.dormouse.contracts.job.JobResult;
import io.dormouse.contracts.job.JobService;
import io.dormouse.contracts.job.RunJob;
import io.dormouse.engine.store.Status;
import io.dormouse.testkit.Asked;
import io.dormouse.testkit.Call;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import io.dormouse.workflows.ProvisionServer.Outcome;
import io.dormouse.workflows.ProvisionServer.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvisionServerTest {
    private static final Request REQUEST = new Request("B6", "web1.demo.test", "1.0");

    private static WorkflowTest<Request, Outcome> provision() {
        return WorkflowTest.of(ProvisionServer.class)
                .stub(
                        IaasService.class,
                        IaasService::create,
                        request -> new Server("s-1", request.model(), "10.0.0.1", "RUNNING", Instant.EPOCH))
                .stub(IaasService.class, IaasService::delete, request -> null)
                .stub(JobService.class, JobService::run, request -> new JobResult(0, "done"))
                .stub(
                        DnsService.class,
                        DnsService::upsert,
                        request -> new DnsRecord(request.name(), request.type(), request.value(), 60));
    }

    @Test
    void shouldGoLiveWhenSomebodyOfSreHasApproved() {
        WorkflowRun<Outcome> run = provision().start(REQUEST);
        assertThat(run.asked())
                .containsExactly(
                        new Asked("test.0.1", "Deploy 1.0 to 10.0.0.1 as web1.demo.test?", List.of("sre"), "test"));
        assertThat(run.calls("dns.v1/upsert")).as("nothing goes live unasked").isEmpty();

        run.pass(Duration.ofDays(30)).approve("go").finish();

        assertThat(run.result()).isEqualTo(new Outcome(true, "10.0.0.1", "go"));
        assertThat(run.calls("job.v1/run").getFirst().request(RunJob.class))
                .isEqualTo(new RunJob("deploy", "10.0.0.1", "1.0"));
        assertThat(run.calls("dns.v1/upsert").getFirst().request(UpsertRecord.class))
                .isEqualTo(new UpsertRecord("web1.demo.test", "A", "10.0.0.1"));
    }

    @Test
    void shouldGiveTheServerBackWhenRejected() {
        WorkflowRun<Outcome> run = provision().reject("too dear").run(REQUEST);

        assertThat(run.result()).isEqualTo(new Outcome(false, "10.0.0.1", "too dear"));
        assertThat(run.calls("iaas.v1/delete").getFirst().request(DeleteServer.class))
                .isEqualTo(new DeleteServer("s-1"));
        assertThat(run.calls()).extracting(Call::name).doesNotContain("job.v1/run", "dns.v1/upsert");
    }

    @Test
    void shouldGetNoNameWhenTheDeployFails() {
        WorkflowRun<Outcome> run = provision()
                .stub(JobService.class, JobService::run, request -> {
                    throw JobFailure.JOB_FAILED.exception("disk full");
                })
                .approve("go")
                .run(REQUEST);

        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(run.failure().orElseThrow().getString("message")).contains("disk full");
        assertThat(run.calls("dns.v1/upsert")).isEmpty();
    }
}
