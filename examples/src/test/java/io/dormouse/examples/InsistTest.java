package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.iaas.IaasFailure;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.engine.store.Status;
import io.dormouse.testkit.Call;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InsistTest {
    private static final Insist.Request REQUEST = new Insist.Request("B6");

    @Test
    void shouldAskAgainUnderANewKeyUntilThereIsRoom() {
        AtomicInteger asked = new AtomicInteger();
        WorkflowRun<String> run = WorkflowTest.of(Insist.class)
                .stub(IaasService.class, IaasService::create, request -> {
                    if (asked.incrementAndGet() < 4) throw IaasFailure.CAPACITY_EXHAUSTED.exception("all are taken");
                    return new Server("s-1", request.model(), "10.0.0.1", "RUNNING", Instant.EPOCH);
                })
                .run(REQUEST);

        assertThat(run.result()).isEqualTo("10.0.0.1");
        assertThat(run.calls()).extracting(Call::key).doesNotHaveDuplicates().hasSize(4);
        assertThat(run.now()).as("pauses of 1, 2 and 4 minutes").isEqualTo("2026-01-01T00:07:00Z");
    }

    @Test
    void shouldNotAskAgainForWhatTheRuleLeavesOut() {
        WorkflowRun<String> run = WorkflowTest.of(Insist.class)
                .stub(IaasService.class, IaasService::create, request -> {
                    throw IaasFailure.MODEL_UNKNOWN.exception("there is no " + request.model());
                })
                .run(REQUEST);

        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(run.calls()).hasSize(1);
    }

    @Test
    void shouldGiveUpAfterAsManyAttemptsAsItMay() {
        WorkflowRun<String> run = WorkflowTest.of(Insist.class)
                .stub(IaasService.class, IaasService::create, request -> {
                    throw IaasFailure.CAPACITY_EXHAUSTED.exception("all are taken");
                })
                .run(REQUEST);

        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(run.calls()).hasSize(50);
    }
}
