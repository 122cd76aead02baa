package io.dormouse.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private final Locale before = Locale.getDefault();

    @AfterEach
    void tidyUp() {
        Locale.setDefault(before);
    }

    @Test
    void shouldBeJsonWhateverTheLanguageOfTheMachine() {
        Locale.setDefault(Locale.GERMANY);

        assertThat(new StepRate(1234.56, 64).toJson()).isEqualTo("{\"stepsPerSecond\":1234.6,\"atOnce\":64}");
        assertThat(new Latencies(1.5, 22.125).toJson()).isEqualTo("{\"p50Millis\":1.500,\"p99Millis\":22.125}");
    }
}
