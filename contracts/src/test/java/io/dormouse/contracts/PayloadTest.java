package io.dormouse.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PayloadTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "1",
                "\"text\"",
                "{}",
                "[]",
                "{\"a\":[1,2,{\"b\":null}]}",
                " 1.5e300 ",
                "\"\\ud83d\\ude00 \\\\u0000\""
            })
    void shouldTakeAnyOneValue(String json) {
        assertThat(Payload.check("it", json)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "{",
                "[1,",
                "{} {}",
                "1 2",
                "{\"a\":1,}",
                "nul",
                "NaN",
                "'a'",
                "\"\\u0000\"",
                "{\"\\u0000\":1}",
                "\"\\ud800\"",
                "\"\u0001\""
            })
    void shouldRefuseWhatIsNotOneStorableValue(String json) {
        assertThatThrownBy(() -> Payload.check("it", json))
                .isInstanceOf(CallException.class)
                .hasMessageStartingWith("it ");
    }

    @Test
    void shouldRefuseTheFirstByteOverTheLimitAndNotTheLastBelowIt() {
        String largest = "\"" + "a".repeat(Payload.MAX_BYTES - 2) + "\"";
        assertThat(Payload.check("it", largest)).isSameAs(largest);
        assertThatThrownBy(() -> Payload.check("it", "\"" + "a".repeat(Payload.MAX_BYTES - 1) + "\""))
                .hasMessageContaining("1 MiB");
        assertThatThrownBy(() -> Payload.check("it", "\"" + "€".repeat(Payload.MAX_BYTES / 3) + "\""))
                .hasMessageContaining("1 MiB");
    }

    @Test
    void shouldRefuseWhatIsNestedTooDeeplyAndNumbersThatNobodyReadsBack() {
        String deepest = "[".repeat(Payload.MAX_DEPTH) + "]".repeat(Payload.MAX_DEPTH);
        assertThat(Payload.check("it", deepest)).isSameAs(deepest);
        assertThatThrownBy(() -> Payload.check("it", "[" + deepest + "]")).hasMessageContaining("deeper");
        assertThatThrownBy(() -> Payload.check("it", "1".repeat(1_001))).hasMessageContaining("Number value length");
    }
}
