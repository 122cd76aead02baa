package io.dormouse.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WireTest {
    record Order(int count, String name, boolean urgent) {}

    @Test
    void shouldSendAWrittenObjectAsItStandsAndLetEverybodyReadIt() {
        String text = "{ \"b\" : 1.10, \"a\" : { \"name\" : \"ü\" } }";
        JsonObject written = Wire.written(text);
        assertThat(written.encode()).isEqualTo(text);
        assertThat(written.toBuffer().toString()).isEqualTo(text);
        assertThat(written.getJsonObject("a").getString("name")).isEqualTo("ü");
        assertThat(written.containsKey("c")).isFalse();
        assertThat(written.fieldNames()).containsExactly("b", "a");
        assertThat(written.copy()).isEqualTo(new JsonObject(text));
    }

    @Test
    void shouldGiveEachReceiverAnObjectOfItsOwn() {
        JsonObject written = Wire.written("{\"a\":{\"b\":1}}");
        JsonObject one = written.copy();
        JsonObject other = written.copy();
        one.put("c", 2).getJsonObject("a").put("b", 3);
        assertThat(one.encode()).isEqualTo("{\"a\":{\"b\":3},\"c\":2}");
        assertThat(one.copy().encode()).isEqualTo(one.encode());
        assertThat(other.encode()).isEqualTo("{\"a\":{\"b\":1}}");
        assertThat(written).isEqualTo(other).isNotEqualTo(one).hasSameHashCodeAs(other);
    }

    @Test
    void shouldBeWithinAnotherObjectWhatItIsAlone() {
        JsonObject outer = new JsonObject().put("request", Wire.written("{\"a\":{\"b\":1}}"));
        assertThat(outer.encode()).isEqualTo("{\"request\":{\"a\":{\"b\":1}}}");
        assertThat(outer.copy().getJsonObject("request").getJsonObject("a").getInteger("b"))
                .isEqualTo(1);
        assertThat(outer.copy().encode()).isEqualTo(outer.encode());
    }

    @Test
    void shouldReadARequestThatFits() {
        JsonObject request = new JsonObject("{\"count\":1,\"name\":\"a\",\"urgent\":true}");
        assertThat(Wire.decodeRequest(request, Order.class)).isEqualTo(new Order(1, "a", true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"count\":\"1\",\"name\":\"a\",\"urgent\":true} | the field count must be a whole number",
                "{\"count\":1.5,\"name\":\"a\",\"urgent\":true} | the field count must be a whole number",
                "{\"count\":1,\"name\":6,\"urgent\":true} | the field name must be a text",
                "{\"count\":1,\"name\":true,\"urgent\":true} | the field name must be a text",
                "{\"count\":1,\"name\":\"a\",\"urgent\":1} | the field urgent must be true or false",
                "{\"count\":1,\"name\":\"a\",\"urgent\":\"true\"} | the field urgent must be true or false",
                "{\"count\":99999999999,\"name\":\"a\",\"urgent\":true} | the field count is out of range",
                "{\"count\":1,\"name\":\"a\",\"urgent\":true,\"more\":1} | the field more is not known; these are:"
                        + " count, name, urgent",
                "{\"count\":null,\"name\":\"a\",\"urgent\":true} | the field count must be a whole number"
            })
    void shouldTakeNothingForWhatItIsNotAndSaySoWithoutTheNamesOfClasses(String request, String sentence) {
        assertThatThrownBy(() -> Wire.decodeRequest(new JsonObject(request), Order.class))
                .isInstanceOfSatisfying(
                        CallException.class, e -> assertThat(e.failure()).isEqualTo(CallFailure.INVALID_REQUEST))
                .hasMessage("this is not a Order: " + sentence);
    }

    @Test
    void shouldPassOverWhatAnAnswerHasMore() {
        JsonObject answer = new JsonObject("{\"count\":1,\"name\":\"a\",\"urgent\":true,\"more\":1}");
        assertThat(Wire.decode(answer, Order.class).count()).isOne();
    }

    /** Of a million workflows that wait, each has a thread. */
    @Test
    void shouldLeaveNoBuffersWithTheThreadThatReadOrWrote() {
        for (JsonMapper mapper : List.of(Wire.MAPPER, Wire.STRICT)) {
            assertThat(mapper.getFactory()._getRecyclerPool()).isNotInstanceOf(JsonRecyclerPools.ThreadLocalPool.class);
        }
    }
}
