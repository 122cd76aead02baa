package io.dormouse.testkit;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import io.dormouse.engine.store.Status;
import org.junit.jupiter.api.Test;

class SmokeTest {
    @Test
    void steps() {
        var run = WorkflowTest.of("steps", Integer.class, Integer.class, (Integer n, io.dormouse.flow.Flow flow) -> {
            int sum = 0;
            for (int i = 0; i < n; i++) {
                int x = i;
                sum += await(flow.run("step " + i, () -> x));
            }
            await(flow.sleep(Duration.ofDays(30)));
            return sum;
        }).run(100);
        System.out.println(run);
        assertThat(run.status()).isEqualTo(Status.COMPLETED);
        assertThat(run.result()).isEqualTo(4950);
    }
}
