package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.store.Status;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RemindTest {
    private static final Instant DUE = Instant.parse("2026-03-01T08:00:00Z");
    private static final Remind.Request DOMAIN = new Remind.Request("renew the domain", DUE);

    @Test
    void shouldSleepUntilAWeekBeforeAndThenRemindEveryThirdDay() {
        WorkflowRun<Instant> run = WorkflowTest.of(Remind.class)
                .startingAt(Instant.parse("2026-01-01T00:00:00Z"))
                .start(DOMAIN);
        assertThat(run.waitingFor()).contains("time 2026-02-22T08:00:00Z");
        assertThat(run.sourceLine().orElseThrow()).contains("Remind.java:");

        run.pass(Duration.ofDays(60)).finish();

        assertThat(run.steps()).containsExactly("remind", "remind", "remind");
        assertThat(run.result()).isBetween(DUE, DUE.plus(Duration.ofDays(3)));
    }

    @Test
    void shouldGoOnAtOnceIfTheTimeHasPassed() {
        WorkflowRun<Instant> run = WorkflowTest.of(Remind.class)
                .startingAt(DUE.plus(Duration.ofDays(1)))
                .run(DOMAIN);

        assertThat(run.status()).isEqualTo(Status.COMPLETED);
        assertThat(run.steps()).isEmpty();
    }
}
