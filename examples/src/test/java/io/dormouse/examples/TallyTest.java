package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.store.Status;
import io.dormouse.examples.Tally.State;
import io.dormouse.examples.Tally.Vote;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void shouldTakeACancellationAlongThatCameTooLateForTheRun() {
        WorkflowRun<State> run = WorkflowTest.of(Tally.class).runOnce().start(new State(0, 0));
        for (int i = 0; i < 999; i++) run.signal("vote", new Vote(true, false));
        run.pause().signal("vote", new Vote(true, false));

        run.cancel("enough").resume().finish();

        assertThat(run.run()).isEqualTo(1);
        assertThat(run.status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void shouldGoOnAsNewAndLoseNoVote() {
        WorkflowRun<State> run =
                WorkflowTest.of(Tally.class).runOnce().start(new State(0, 0)).pause();
        for (int i = 0; i < 2_500; i++) run.signal("vote", new Vote(i % 2 == 0, false));
        run.signal("vote", new Vote(true, true)).resume().finish();

        assertThat(run.result()).isEqualTo(new State(1_251, 1_250));
        assertThat(run.run()).as("two runs before this one").isEqualTo(2);
    }
}
