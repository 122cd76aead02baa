package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.store.Status;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Hours pass on the stepped clock; that the process may be killed meanwhile is shown by a scenario with a real one. */
class GeneratorTest {
    private static WorkflowRun<String> asleepOnTheBoss() {
        WorkflowRun<String> run = WorkflowTest.of(Generator.class).start(new Generator.Task("wash the car"));
        run.pass(Duration.ofHours(8));
        assertThat(run.status()).isEqualTo(Status.WAITING);
        assertThat(run.waitingFor()).contains("a decision by boss: did wash the car; another?");
        assertThat(run.steps()).containsExactly("do something");
        return run;
    }

    @Test
    void shouldDoAnotherAfterApproved() {
        WorkflowRun<String> run = asleepOnTheBoss().approve("yes").finish();

        assertThat(run.result()).isEqualTo("did another after approved");
        assertThat(run.steps()).containsExactly("do something", "do another after approved");
    }

    @Test
    void shouldDoAnotherAfterRejected() {
        WorkflowRun<String> run = asleepOnTheBoss().reject("no").finish();

        assertThat(run.result()).isEqualTo("did another after rejected");
        assertThat(run.steps()).containsExactly("do something", "do another after rejected");
    }
}
