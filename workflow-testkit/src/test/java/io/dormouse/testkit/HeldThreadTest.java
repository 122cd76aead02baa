package io.dormouse.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.flow.Workflow;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Code that does not come back to an await ends its test, with its stack. */
class HeldThreadTest {
    private static WorkflowTest<Integer, String> of(Workflow<Integer, String> code) {
        return WorkflowTest.of("held", Integer.class, String.class, code).patience(Duration.ofMillis(200));
    }

    @Test
    void shouldShowWhereItIs() {
        WorkflowTest<Integer, String> stubborn = of((n, flow) -> {
            while (!Thread.interrupted()) LockSupport.park(HeldThreadTest.class);
            return "never";
        });
        assertThatThrownBy(() -> stubborn.run(1))
                .isInstanceOf(TestError.class)
                .hasMessageContaining("has held its thread for 0.2 s without an await: do what takes long in flow.run")
                .hasMessageContaining("at io.dormouse.testkit.HeldThreadTest.");
    }

    @Test
    void shouldKnowTheAwaitOfVertx() {
        WorkflowTest<Integer, String> mistaken =
                of((n, flow) -> Promise.<String>promise().future().await());
        assertThatThrownBy(() -> mistaken.run(1))
                .isInstanceOf(TestError.class)
                .hasMessageContaining("Future.await() of Vert.x waits for ever here; write Flow.await(future)");
    }
}
