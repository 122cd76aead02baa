package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.testkit.TestError;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AskInTimeTest {
    private static final AskInTime.Request WITHIN_A_DAY = new AskInTime.Request("1.0", 86_400);

    @Test
    void shouldFollowAnAnswerThatComesInTime() {
        WorkflowRun<String> run = WorkflowTest.of(AskInTime.class).start(WITHIN_A_DAY);

        assertThat(run.pass(Duration.ofHours(23)).reject("no").finish().result())
                .isEqualTo("rejected");
        assertThat(run.now()).isBefore(Instant.parse("2026-01-02T00:00:00Z"));
    }

    @Test
    void shouldTakeTheQuestionBackWhenTimeIsUp() {
        WorkflowRun<String> run = WorkflowTest.of(AskInTime.class).run(WITHIN_A_DAY);

        assertThat(run.result()).isEqualTo("nobody has answered within PT24H");
        assertThat(run.calls().getFirst().withdrawn()).isTrue();
        assertThatThrownBy(() -> run.approve("late")).isInstanceOf(TestError.class);
    }
}
