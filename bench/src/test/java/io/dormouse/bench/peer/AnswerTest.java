package io.dormouse.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.bench.measure.Latencies;
import io.dormouse.bench.measure.StepRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
    @Test
    void shouldReadWhatAPeerPrints() {
        StepRate rate = new StepRate(1234.5, 64);
        Latencies latencies = new Latencies(1.5, 22.125);

        assertThat(Answer.stepRate(rate.toJson() + "\n")).isEqualTo(new Answer.Measured<>(rate));
        assertThat(Answer.latencies(latencies.toJson() + "\n")).isEqualTo(new Answer.Measured<>(latencies));
    }

    @Test
    void shouldReadTheLastLineOnly() {
        assertThat(Answer.stepRate("{\"stepsPerSecond\":1.0,\"atOnce\":1}\n{\"stepsPerSecond\":2.0,\"atOnce\":1}"))
                .isEqualTo(new Answer.Measured<>(new StepRate(2, 1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "done", "{\"stepsPerSecond\":\"many\",\"atOnce\":64}", "{\"stepsPerSecond\":2.0}", "[1]"})
    void shouldNotTakeAnythingElseForAFigure(String output) {
        assertThat(Answer.stepRate(output))
                .isInstanceOfSatisfying(
                        Answer.Absent.class,
                        absent -> assertThat(absent.reason()).startsWith("its last line is not what was asked for"));
    }
}
