package io.dormouse.testkit;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.workflow.WorkflowException;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.Flow;
import org.junit.jupiter.api.Test;

/** Signals and events, before they are waited for and after. */
class MessagesTest {
    private static WorkflowTest<Integer, String> words() {
        return WorkflowTest.of("words", Integer.class, String.class, MessagesTest::collect);
    }

    private static String collect(Integer count, Flow flow) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) words.append(await(flow.signal("word", String.class)));
        return words.append('/').append(await(flow.event("end", String.class))).toString();
    }

    @Test
    void shouldKeepWhatComesBeforeItIsAskedFor() {
        assertThat(words().signal("word", "a").trigger("end", "z").run(1).result())
                .isEqualTo("a/z");
    }

    @Test
    void shouldDeliverWhatComesWhileItIsWaitedFor() {
        WorkflowRun<String> run = words().start(2);
        assertThat(run.waitingFor()).contains("signal word");
        run.signal("word", "a").signal("word", "b");
        assertThat(run.waitingFor()).contains("event end");
        run.trigger("end", "z");
        assertThat(run.status()).isEqualTo(Status.COMPLETED);
        assertThat(run.result()).isEqualTo("ab/z");
    }

    @Test
    void shouldRefuseAnotherValueOfAnEvent() {
        WorkflowRun<String> run = words().start(1).trigger("end", "z");
        run.trigger("end", "z");
        assertThatThrownBy(() -> run.trigger("end", "y"))
                .isInstanceOf(WorkflowException.class)
                .hasMessage("the event end was triggered before with the value \"z\"");
    }

    @Test
    void shouldRefuseASignalToWhatHasEnded() {
        WorkflowRun<String> run = words().trigger("end", "z").run(0);
        assertThatThrownBy(() -> run.signal("word", "late"))
                .isInstanceOf(WorkflowException.class)
                .hasMessageContaining("COMPLETED");
    }
}
