package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.iaas.IaasFailure;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.engine.store.Status;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollOutTest {
    private static final RollOut.Request TWO = new RollOut.Request("B6", List.of("a.test", "b.test"));

    @Test
    void shouldWaitForItsChildren() {
        WorkflowRun<List<String>> run =
                DataCentre.around(WorkflowTest.of(RollOut.class)).run(TWO);

        assertThat(run.result()).containsExactly("a.test is 10.0.0.1", "b.test is 10.0.0.2");
        assertThat(run.children()).containsExactly("test~0.0", "test~0.1");
        assertThat(run.other("test~0.0").calls()).hasSize(2);
    }

    @Test
    void shouldLearnWhyAChildFailed() {
        WorkflowRun<List<String>> run = DataCentre.around(WorkflowTest.of(RollOut.class))
                .stub(IaasService.class, IaasService::create, request -> {
                    throw IaasFailure.QUOTA_EXCEEDED.exception("no more servers");
                })
                .run(TWO);

        assertThat(run.result()).hasSize(2).allMatch(line -> line.contains(".test failed: "));
        assertThat(run.other("test~0.0").status()).isEqualTo(Status.FAILED);
    }

    @Test
    void shouldCancelTheChildThatStillRuns() {
        WorkflowRun<List<String>> run = WorkflowTest.of(RollOut.class)
                .answer(IaasService.class, IaasService::create, request -> DataCentre.never())
                .start(TWO);
        assertThat(run.children()).containsExactly("test~0.0");

        run.cancel("not today").finish();

        assertThat(run.status()).isEqualTo(Status.CANCELLED);
        assertThat(run.other("test~0.0").finish().status()).isEqualTo(Status.CANCELLED);
        assertThat(run.other("test~0.0").calls().getFirst().withdrawn()).isTrue();
    }
}
