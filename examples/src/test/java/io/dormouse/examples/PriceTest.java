package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import org.junit.jupiter.api.Test;

class PriceTest {
    @Test
    void shouldLetEachEndWithTheVersionThatItWasStartedWith() {
        WorkflowTest<Price.Request, Integer> both = WorkflowTest.of(Price.class).id("old");
        WorkflowRun<Integer> old = both.start(new Price.Request(100));
        WorkflowRun<Integer> young = both.start(PriceWithTax.class, "young", new PriceWithTax.Request(100, 19));

        assertThat(old.finish().result()).isEqualTo(100);
        assertThat(young.finish().result()).isEqualTo(119);
        assertThat(old.whole().version()).isEqualTo(1);
        assertThat(young.whole().version()).isEqualTo(2);
    }
}
