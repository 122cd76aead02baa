package io.dormouse.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FewTest {
    @Test
    void shouldHoldWhatAnyListWouldHold() {
        Random random = new Random(7);
        List<Integer> few = List.of();
        List<Integer> plain = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            if (plain.isEmpty() || random.nextInt(5) < 2) {
                few = Few.with(few, i);
                plain.add(i);
            } else {
                int index = random.nextInt(plain.size());
                few = Few.without(few, index);
                plain.remove(index);
            }
            assertThat(few).isEqualTo(plain);
        }
    }

    @Test
    void shouldTakeFromAListThatCannotBeChanged() {
        assertThat(Few.without(List.of(1, 2, 3), 1)).containsExactly(1, 3);
        assertThat(Few.with(List.of(1, 2), 3)).containsExactly(1, 2, 3);
    }

    @Test
    void shouldPutTheFirstInFront() {
        assertThat(Few.both(List.of(1), List.of(2))).containsExactly(1, 2);
        assertThat(Few.both(List.of(), List.of(2))).containsExactly(2);
        assertThat(Few.both(List.of(1), List.of())).containsExactly(1);
    }
}
