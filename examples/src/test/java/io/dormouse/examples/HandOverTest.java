package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.store.Status;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import org.junit.jupiter.api.Test;

class HandOverTest {
    @Test
    void shouldEndWhileTheOtherGoesOn() {
        WorkflowRun<String> run = WorkflowTest.of(HandOver.class).run(new HandOver.Request("Ada"));

        assertThat(run.result()).isEqualTo("test~0.0");
        WorkflowRun<?> other = run.other("test~0.0");
        assertThat(other.status()).isEqualTo(Status.WAITING);
        assertThat(other.approve("yes").finish().result()).isEqualTo(new Greet.Outcome(true, "Hello Ada, from tester"));
    }
}
