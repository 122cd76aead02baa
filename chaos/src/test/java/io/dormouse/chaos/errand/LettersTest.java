package io.dormouse.chaos.errand;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class LettersTest {
    @Test
    void shouldReadLettersInTheirOrderOverSeveralRuns() {
        WorkflowRun<List<String>> run = WorkflowTest.of(Letters.class)
                .signal(Letters.SIGNAL, "a-1")
                .start(new Letters.Plan(4, 3, List.of()))
                .signal(Letters.SIGNAL, "b-1")
                .signal(Letters.SIGNAL, "a-2")
                .signal(Letters.SIGNAL, "b-2")
                .finish();

        assertThat(run.result()).containsExactly("a-1", "b-1", "a-2", "b-2");
        assertThat(run.run()).isEqualTo(1);
    }
}
