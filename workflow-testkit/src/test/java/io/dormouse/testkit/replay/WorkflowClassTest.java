package io.dormouse.testkit.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import io.dormouse.testkit.WorkflowTest;
import org.junit.jupiter.api.Test;

/** Which classes can be tested. */
class WorkflowClassTest {
    @Durable(name = "private")
    private static final class Private implements Workflow<String, String> {
        @Override
        public String run(String input, Flow flow) {
            return input;
        }
    }

    private static final class Nameless implements Workflow<String, String> {
        @Override
        public String run(String input, Flow flow) {
            return input;
        }
    }

    @Durable(name = "inner")
    private final class Inner implements Workflow<String, String> {
        @Override
        public String run(String input, Flow flow) {
            return input + WorkflowClassTest.this;
        }
    }

    @Test
    void shouldTakePrivateOnes() {
        WorkflowTest<String, String> test = WorkflowTest.of(Private.class);
        assertThat(test.run("x").result()).isEqualTo("x");
        assertThat(WorkflowReplayer.of(Private.class)
                        .replay(WorkflowTest.of(Private.class).run("x").whole())
                        .fits())
                .isTrue();
    }

    @Test
    void shouldRefuseOnesWithoutAName() {
        assertThatThrownBy(() -> WorkflowTest.of(Nameless.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("carries no @Durable");
    }

    @Test
    void shouldRefuseOnesThatNeedAnotherObject() {
        assertThatThrownBy(() -> WorkflowTest.of(Inner.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a constructor without parameters (a nested class must be static)");
    }
}
