package io.dormouse.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessorTimeTest {
    @Test
    void shouldTakeTheTimesOfEndedChildrenBehindANameWithBracketsAndSpaces() {
        String stat = "4711 (my (odd) name) S 1 4711 4711 0 -1 4194560 1000 2000 3 4 50 60 700 80 20 0 1 0 12345 0";

        assertThat(ProcessorTime.ofEndedChildren(stat)).isEqualTo(7.8);
    }
}
