package io.dormouse.engine.owner;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallException;
import io.dormouse.contracts.workflow.WorkflowException;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StartTest {
    private static final Workflow<Object, Object> STEP = (input, flow) -> await(flow.run("s", () -> "done"));

    @Test
    void shouldAnswerWhenTheStartIsDurableAndNotBefore() {
        OwnerUnderTest test = new OwnerUnderTest().code("step", STEP);
        test.store.hold = true;
        Future<StartResult> answer = test.start("step", "w");
        test.loop.runUntil("the flush is sent", () -> !test.store.held.isEmpty());
        assertThat(answer.isComplete()).isFalse();
        test.store.commit(test.store.held.remove());
        test.loop.runUntil("answered", answer::succeeded);
        assertThat(answer.result().created()).isTrue();
    }

    @Test
    void shouldGiveTheSameWorkflowToASecondStartWithTheSameInput() {
        OwnerUnderTest test = new OwnerUnderTest().code("step", STEP);
        Future<StartResult> first = test.start("step", "w");
        Future<StartResult> meanwhile = test.start("step", "w");
        test.until("w", Status.COMPLETED);
        Future<StartResult> later = test.start("step", "w");
        test.loop.runUntil("answered", later::succeeded);
        assertThat(List.of(
                        first.result().created(),
                        meanwhile.result().created(),
                        later.result().created()))
                .containsExactly(true, false, false);
        assertThat(test.store.journalOf("w"))
                .filteredOn(Entry.Started.class::isInstance)
                .hasSize(1);
    }

    @Test
    void shouldRefuseTheIdForAnotherInput() {
        OwnerUnderTest test = new OwnerUnderTest().code("step", STEP).started("step", "w", Status.COMPLETED);
        Future<StartResult> other =
                test.owner.start(new NewWorkflow("w", 1, "step", 1, true, "{\"other\":1}", "tester", 7));
        test.loop.runUntil("answered", other::isComplete);
        assertThat(other.cause()).isInstanceOf(WorkflowException.class);
    }

    @Test
    void shouldNotTakeAStartForAPartitionOfAnotherNode() {
        OwnerUnderTest test = new OwnerUnderTest().code("step", STEP);
        Future<StartResult> answer = test.owner.start(new NewWorkflow("w", 11, "step", 1, true, "null", "tester", 7));
        test.loop.runUntil("answered", answer::isComplete);
        assertThat(answer.cause()).isInstanceOf(CallException.class).hasMessageContaining("another node");
    }

    @Test
    void shouldBeStuckAndGoOnWhenTheCodeIsThere() {
        OwnerUnderTest test = new OwnerUnderTest().started("later", "w", Status.STUCK);
        assertThat(test.store.rowOf("w").failure().orElseThrow()).contains("no workflow later version 1");
        test.code("later", STEP);
        test.owner.load(List.of("w"));
        test.until("w", Status.COMPLETED);
    }
}
