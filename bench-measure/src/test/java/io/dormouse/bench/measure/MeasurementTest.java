package io.dormouse.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasurementTest {
    @Test
    void shouldReadSteps() {
        assertThat(parse("steps --at-once 64 --rounds 7")).isEqualTo(new Measurement.Steps(64, 7));
    }

    @Test
    void shouldReadLatency() {
        assertThat(parse("latency --rounds 3")).isEqualTo(new Measurement.Latency(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "steps",
                "steps --rounds 7 --at-once 64",
                "steps --at-once 0 --rounds 7",
                "latency 3",
                "sleep"
            })
    void shouldRefuseAnythingElse(String line) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected");
    }

    private static Measurement parse(String line) {
        return Measurement.parse(List.of(line.split(" ")));
    }
}
