package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RebuildTest {
    @Test
    void shouldSayWhatItIsDoingAndCarryItsTagUntilItIsDone() {
        WorkflowRun<Integer> run = WorkflowTest.of(Rebuild.class).start(new Rebuild.Request("web"));
        assertThat(run.statusText()).contains("building base, 1 of 3");
        assertThat(run.tags()).containsEntry("team", "web");

        run.pass(Duration.ofMinutes(15));
        assertThat(run.statusText()).contains("building kernel, 2 of 3");

        run.finish();
        assertThat(run.statusText()).contains("all built");
        assertThat(run.tags()).isEmpty();
    }
}
