package io.dormouse.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WireTest {
    record Order(int count, String name, boolean urgent) {}

    @Test
    void shouldReadARequestThatFits() {
        JsonObject request = new JsonObject("{\"count\":1,\"name\":\"a\",\"urgent\":true}");
        assertThat(Wire.decodeRequest(request, Order.class)).isEqualTo(new Order(1, "a", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"count\":\"1\",\"name\":\"a\",\"urgent\":true}",
                "{\"count\":1.5,\"name\":\"a\",\"urgent\":true}",
                "{\"count\":1,\"name\":6,\"urgent\":true}",
                "{\"count\":1,\"name\":true,\"urgent\":true}",
                "{\"count\":1,\"name\":\"a\",\"urgent\":1}",
                "{\"count\":1,\"name\":\"a\",\"urgent\":\"true\"}",
                "{\"count\":99999999999,\"name\":\"a\",\"urgent\":true}",
                "{\"count\":1,\"name\":\"a\",\"urgent\":true,\"more\":1}",
                "{\"count\":null,\"name\":\"a\",\"urgent\":true}"
            })
    void shouldTakeNothingForWhatItIsNot(String request) {
        assertThatThrownBy(() -> Wire.decodeRequest(new JsonObject(request), Order.class))
                .isInstanceOfSatisfying(
                        CallException.class, e -> assertThat(e.failure()).isEqualTo(CallFailure.INVALID_REQUEST));
    }

    @Test
    void shouldPassOverWhatAnAnswerHasMore() {
        JsonObject answer = new JsonObject("{\"count\":1,\"name\":\"a\",\"urgent\":true,\"more\":1}");
        assertThat(Wire.decode(answer, Order.class).count()).isOne();
    }
}
