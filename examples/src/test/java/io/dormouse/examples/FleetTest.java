package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetTest {
    @Test
    void shouldHaveTheResultsInTheOrderOfTheCalls() {
        WorkflowRun<List<String>> run =
                DataCentre.around(WorkflowTest.of(Fleet.class)).run(new Fleet.Request("B6", 3));

        assertThat(run.result()).containsExactly("10.0.0.1", "10.0.0.2", "10.0.0.3");
    }

    @Test
    void shouldSendAllCallsBeforeTheFirstIsAnswered() {
        WorkflowRun<List<String>> run = WorkflowTest.of(Fleet.class)
                .answer(IaasService.class, IaasService::create, request -> DataCentre.never())
                .start(new Fleet.Request("B6", 3));

        assertThat(run.calls()).hasSize(3);
    }
}
