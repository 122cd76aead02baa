package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.workflow.WorkflowException;
import io.dormouse.engine.store.Status;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShipWhenPaidTest {
    private static final ShipWhenPaid.Order ORDER = new ShipWhenPaid.Order("7");
    private static final ShipWhenPaid.Payment PAYMENT = new ShipWhenPaid.Payment(new BigDecimal("12.50"));

    @Test
    void shouldWakeWhenTheEventIsTriggered() {
        WorkflowRun<String> run = WorkflowTest.of(ShipWhenPaid.class).start(ORDER);
        run.pass(Duration.ofDays(30));
        assertThat(run.status()).isEqualTo(Status.WAITING);
        assertThat(run.waitingFor()).contains("event order-7-paid");

        run.trigger("order-7-paid", PAYMENT).finish();

        assertThat(run.result()).isEqualTo("shipped 7 for 12.50");
    }

    @Test
    void shouldGoOnAtOnceIfItWasTriggeredBefore() {
        assertThat(WorkflowTest.of(ShipWhenPaid.class)
                        .trigger("order-7-paid", PAYMENT)
                        .run(ORDER)
                        .result())
                .isEqualTo("shipped 7 for 12.50");
    }

    @Test
    void shouldLetTheFirstValueWin() {
        WorkflowRun<String> run =
                WorkflowTest.of(ShipWhenPaid.class).start(ORDER).trigger("order-7-paid", PAYMENT);

        run.trigger("order-7-paid", PAYMENT);
        assertThatThrownBy(() -> run.trigger("order-7-paid", new ShipWhenPaid.Payment(BigDecimal.ONE)))
                .isInstanceOf(WorkflowException.class)
                .hasMessageContaining("order-7-paid");
    }
}
