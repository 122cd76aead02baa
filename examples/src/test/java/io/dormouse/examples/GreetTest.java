package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.examples.Greet.Outcome;
import io.dormouse.testkit.Verdict;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GreetTest {
    private static final Greet.Request ADA = new Greet.Request("Ada");

    @Test
    void shouldWaitForAMonthAndKnowWhoDecided() {
        WorkflowRun<Outcome> run = WorkflowTest.of(Greet.class).start(ADA);
        assertThat(run.waitingFor().orElseThrow()).contains("May I greet Ada?");

        run.pass(Duration.ofDays(30))
                .decide(Verdict.approve("go on").by("grace"))
                .finish();

        assertThat(run.result()).isEqualTo(new Outcome(true, "Hello Ada, from grace"));
    }

    @Test
    void shouldGreetNobodyWhoWasRejected() {
        WorkflowRun<Outcome> run =
                WorkflowTest.of(Greet.class).reject("not now").run(ADA);

        assertThat(run.result()).isEqualTo(new Outcome(false, ""));
        assertThat(run.steps()).isEmpty();
    }
}
