package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.testkit.WorkflowTest;
import org.junit.jupiter.api.Test;

class CountPrimesTest {
    @Test
    void shouldComputeBesidesItsThread() {
        assertThat(WorkflowTest.of(CountPrimes.class)
                        .run(new CountPrimes.Request(10_000))
                        .result())
                .isEqualTo(1_229);
    }
}
