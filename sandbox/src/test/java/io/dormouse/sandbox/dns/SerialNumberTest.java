package io.dormouse.sandbox.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SerialNumberTest {
    private static final long LAST = 0xFFFF_FFFFL;

    @Test
    void shouldCountUp() {
        assertThat(SerialNumber.next(7)).isEqualTo(8);
    }

    @Test
    void shouldWrapAroundAndLeaveOutZero() {
        assertThat(SerialNumber.next(LAST)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, true",
        "2, 1, false",
        "1, 1, false",
        "4294967295, 0, true",
        "4294967295, 1, true",
        "1, 4294967295, false",
        "0, 2147483647, true",
        "0, 2147483648, false",
        "2147483648, 0, false"
    })
    void shouldOrderOnTheCircle(long left, long right, boolean before) {
        assertThat(SerialNumber.isBefore(left, right)).isEqualTo(before);
    }
}
