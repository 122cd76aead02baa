package io.dormouse.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SortedTest {
    @Test
    void shouldTakeTheMiddleOneWhateverTheOrder() {
        assertThat(Sorted.of(new double[] {9, 1, 5}).median()).isEqualTo(5);
    }

    @Test
    void shouldTakeTheNearestRank() {
        Sorted hundred = Sorted.of(
                IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray());

        assertThat(hundred.percentile(50)).isEqualTo(50);
        assertThat(hundred.percentile(99)).isEqualTo(99);
    }

    @Test
    void shouldTakeTheOnlyOne() {
        Sorted one = Sorted.of(new double[] {7});

        assertThat(one.median()).isEqualTo(7);
        assertThat(one.percentile(99)).isEqualTo(7);
    }
}
