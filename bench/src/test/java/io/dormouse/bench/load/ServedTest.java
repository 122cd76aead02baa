package io.dormouse.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServedTest {
    private final Served served = new Served();

    @Test
    void shouldCountOnlyWhatWasAnsweredBetweenTwoTimes() {
        for (int second = 0; second < 10; second++) served.add(0, second * 1_000_000_000L);

        assertThat(served.perSecond(2_000_000_000L, 6_000_000_000L)).isEqualTo(1);
        assertThat(served.perSecond(8_000_000_000L, 20_000_000_000L)).isEqualTo(2 / 12.0);
    }

    @Test
    void shouldGiveTheTimeThatSoManyDoNotExceed() {
        for (int millis = 5_000; millis >= 1; millis--) served.add(0, millis * 1_000_000L);

        assertThat(served.millis(50)).isEqualTo(2_500);
        assertThat(served.millis(99)).isEqualTo(4_950);
        assertThat(served.count()).isEqualTo(5_000);
    }

    @Test
    void shouldGiveNoTimeWhereNothingWasAnswered() {
        served.add(0, 1);

        assertThat(served.millis(99, 2, 3)).isNaN();
    }

    @Test
    void shouldLastFromTheFirstRequestToTheLastAnswer() {
        served.add(3_000_000_000L, 4_000_000_000L);
        served.add(1_000_000_000L, 3_000_000_000L);

        assertThat(served.seconds()).isEqualTo(3);
    }
}
