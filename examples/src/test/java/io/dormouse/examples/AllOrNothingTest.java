package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.dns.DnsFailure;
import io.dormouse.contracts.dns.DnsService;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.engine.store.Status;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import org.junit.jupiter.api.Test;

class AllOrNothingTest {
    private static final AllOrNothing.Request REQUEST = new AllOrNothing.Request("B6", "web1.demo.test");

    private static WorkflowTest<AllOrNothing.Request, String> test() {
        return DataCentre.around(WorkflowTest.of(AllOrNothing.class));
    }

    @Test
    void shouldUndoNothingIfAllGoesWell() {
        WorkflowRun<String> run = test().approve("yes").run(REQUEST);

        assertThat(run.result()).isEqualTo("10.0.0.1");
        assertThat(run.compensations()).isEmpty();
    }

    @Test
    void shouldUndoInReverseOrderAndEndAsItFailed() {
        WorkflowRun<String> run = test().reject("no").run(REQUEST);

        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(run.failure().orElseThrow().getString("message")).isEqualTo("web1.demo.test is not wanted");
        assertThat(run.compensations()).containsExactly("dns.v1/delete", "iaas.v1/delete");
        assertThat(run.calls("iaas.v1/delete").getFirst().request(DeleteServer.class))
                .isEqualTo(new DeleteServer("s-1"));
    }

    @Test
    void shouldUndoOnlyWhatWasDone() {
        WorkflowRun<String> run = test().stub(DnsService.class, DnsService::upsert, request -> {
                    throw DnsFailure.UPDATE_REFUSED.exception("not our zone");
                })
                .run(REQUEST);

        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(run.compensations()).containsExactly("iaas.v1/delete");
    }

    @Test
    void shouldUndoWhenItIsCancelled() {
        WorkflowRun<String> run = test().start(REQUEST);

        run.cancel("too dear").finish();

        assertThat(run.status()).isEqualTo(Status.CANCELLED);
        assertThat(run.compensations()).containsExactly("dns.v1/delete", "iaas.v1/delete");
        assertThat(run.calls("approval.v1/request").getFirst().withdrawn()).isTrue();
    }
}
