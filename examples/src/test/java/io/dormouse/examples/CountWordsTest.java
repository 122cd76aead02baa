package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import org.junit.jupiter.api.Test;

class CountWordsTest {
    @Test
    void shouldRunAStepOfEachStyleAndRecordItsResult() {
        WorkflowRun<String> run = WorkflowTest.of(CountWords.class).run(new CountWords.Request("to be or not to be"));

        assertThat(run.result()).isEqualTo("6 words, 13 letters, 6 vowels");
        assertThat(run.steps()).containsExactly("count words", "count letters", "count vowels");
    }
}
