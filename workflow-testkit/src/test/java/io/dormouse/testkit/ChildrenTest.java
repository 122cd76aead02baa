package io.dormouse.testkit;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.engine.store.Status;
import io.dormouse.flow.ChildFailedException;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Workflows that start workflows, in one memory. */
class ChildrenTest {
    /** Sleeps and doubles. */
    @Durable(name = "double")
    public static final class Double implements Workflow<Integer, Integer> {
        @Override
        public Integer run(Integer number, Flow flow) {
            if (number < 0) throw new IllegalArgumentException("negative");
            await(flow.sleep(Duration.ofHours(number)));
            return 2 * number;
        }
    }

    /** Doubles some, all at once. */
    @Durable(name = "double-all")
    public static final class DoubleAll implements Workflow<List<Integer>, List<Integer>> {
        @Override
        public List<Integer> run(List<Integer> numbers, Flow flow) {
            return await(flow.all(numbers.stream()
                    .map(number -> flow.child(Double.class, number))
                    .toList()));
        }
    }

    @Test
    void shouldRunInTheSameMemory() {
        WorkflowRun<List<Integer>> run =
                WorkflowTest.of(DoubleAll.class).with(Double.class).run(List.of(3, 1, 2));
        assertThat(run.result()).containsExactly(6, 2, 4);
        assertThat(run.children()).containsExactly("test~0.0", "test~0.1", "test~0.2");
        assertThat(run.other("test~0.1").result()).isEqualTo(2);
    }

    @Test
    void shouldAnswerByALambda() {
        assertThat(WorkflowTest.of(DoubleAll.class)
                        .child(Double.class, number -> number + 100)
                        .run(List.of(1, 2))
                        .result())
                .containsExactly(101, 102);
    }

    @Test
    void shouldTellWhyAChildFailed() {
        WorkflowRun<List<Integer>> run =
                WorkflowTest.of(DoubleAll.class).with(Double.class).run(List.of(-1));
        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(run.failure().orElseThrow().getString("type")).isEqualTo(ChildFailedException.class.getName());
        assertThat(run.other("test~0.0").status()).isEqualTo(Status.FAILED);
    }

    @Test
    void shouldCancelChildrenWithTheirParent() {
        WorkflowRun<List<Integer>> run =
                WorkflowTest.of(DoubleAll.class).with(Double.class).start(List.of(3, 1));
        run.pass(Duration.ofMinutes(90)).cancel("enough");
        assertThat(run.status()).isEqualTo(Status.CANCELLED);
        assertThat(Stream.of("test~0.0", "test~0.1").map(id -> run.other(id).status()))
                .containsExactly(Status.CANCELLED, Status.COMPLETED);
    }

    @Test
    void shouldLeaveAloneWhatIsDetached() {
        WorkflowTest<Integer, String> test = WorkflowTest.of(
                        "leaves", Integer.class, String.class, (n, flow) -> await(flow.detach(Double.class, n)))
                .with(Double.class);
        WorkflowRun<String> run = test.run(5);
        assertThat(run.result()).isEqualTo("test~0.0");
        WorkflowRun<?> child = run.other("test~0.0");
        assertThat(child.status()).isEqualTo(Status.WAITING);
        assertThat(child.finish().result()).isEqualTo(10);
    }

    @Test
    void shouldSayWhichChildItDoesNotKnow() {
        WorkflowTest<List<Integer>, List<Integer>> test = WorkflowTest.of(DoubleAll.class);
        assertThatThrownBy(() -> test.run(List.of(1)))
                .isInstanceOf(TestError.class)
                .hasMessage("this test knows no workflow double version 1; add it with .with(TheWorkflow.class)");
    }

    @Test
    void shouldLetWorkflowsMeet() {
        WorkflowTest<Integer, Integer> test = WorkflowTest.of(
                "waits", Integer.class, Integer.class, (n, flow) -> await(flow.event("e", Integer.class)));
        WorkflowRun<Integer> waiting = test.start(1);
        WorkflowRun<Integer> other = test.start(Double.class, "other", 1);
        other.trigger("e", 7);
        assertThat(waiting.result()).isEqualTo(7);
        assertThat(other.finish().result()).isEqualTo(2);
    }
}
