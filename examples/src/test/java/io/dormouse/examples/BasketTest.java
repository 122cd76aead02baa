package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.examples.Basket.Item;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class BasketTest {
    private static final Basket.Shopper ADA = new Basket.Shopper("Ada");

    @Test
    void shouldTakeSignalsInTheirOrder() {
        WorkflowRun<List<String>> run = WorkflowTest.of(Basket.class).start(ADA);
        assertThat(run.waitingFor()).contains("signal item");

        run.signal("item", new Item("tea", false))
                .signal("item", new Item("cake", true))
                .finish();

        assertThat(run.result()).containsExactly("tea", "cake");
    }

    @Test
    void shouldHaveTheSignalThatCameWithTheStart() {
        WorkflowRun<List<String>> run = WorkflowTest.of(Basket.class)
                .signal("item", new Item("tea", false))
                .start(ADA);

        assertThat(run.signal("item", new Item("cake", true)).finish().result()).containsExactly("tea", "cake");
    }

    @Test
    void shouldKeepSignalsOfWhichNobodyHasAskedYet() {
        WorkflowRun<List<String>> run = WorkflowTest.of(Basket.class).start(ADA).pause();
        run.signal("other", "is never asked for").signal("item", new Item("tea", true));
        assertThat(run.resume().finish().result()).containsExactly("tea");
    }
}
