package io.dormouse.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.workflow.TerminateWorkflow;
import io.dormouse.contracts.workflow.WorkflowView;
import io.dormouse.workflow.store.Poison;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A workflow whose payloads nobody can read any more. */
final class PoisonedTest {
    private final ServiceUnderTest service = new ServiceUnderTest().keepWarm(0).up();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void shouldBeTerminatedAndItsCallsWithdrawn() {
        service.start("create-server", new JsonObject().put("name", "B6"), "poisoned");
        service.awaitThat("poisoned", view -> view.waitingFor().isPresent());
        service.close();
        ServiceUnderTest next = service.otherNode();
        Poison.payloads(next.database.pool(next.vertx, 1), "poisoned");
        try (next) {
            FakeCloud cloud = new FakeCloud(next.vertx);
            next.upAndTakeOver();
            next.awaitCount("SELECT count(*) FROM workflow WHERE status = 'STUCK'", 1);
            WorkflowView end =
                    next.call("terminate", new TerminateWorkflow("poisoned", "cannot be read"), WorkflowView.class);
            assertThat(end.status()).isEqualTo("TERMINATED");
            next.awaitCount("SELECT count(*) FROM workflow WHERE status = 'TERMINATED'", 1);
            cloud.awaitWithdrawn("poisoned/0/0");
        }
    }
}
