package io.dormouse.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import io.dormouse.contracts.ContractException;
import io.dormouse.contracts.Payload;
import io.dormouse.contracts.Wire;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The body of a request: one JSON value in UTF-8 (RFC 8259 §8.1) within the limits of {@link Payload}, without a key twice in
 * an object, and with numbers in the range of a double (RFC 7493 §2.2 and §2.3). Their digits are kept, all of them.
 */
public final class JsonBody {
    private static final ObjectReader READER = Wire.MAPPER
            .readerFor(JsonNode.class)
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    private JsonBody() {}

    /** The value in the body. */
    public static JsonNode read(Buffer body) {
        return read("The body", body);
    }

    /** The value in what is called so where it is refused. */
    public static JsonNode read(String what, Buffer body) {
        String text = utf8(what, body.getBytes());
        if (text.isBlank()) throw refused("%s is empty; send JSON, for example {}.".formatted(what));
        try {
            Payload.check(what, text);
            JsonNode value = READER.readValue(text);
            checkNumbers(what, value);
            return value;
        } catch (ContractException e) {
            throw refused(e.getMessage() + ".");
        } catch (JsonProcessingException e) {
            throw refused("%s is not proper JSON: %s.".formatted(what, e.getOriginalMessage()));
        } catch (NumberFormatException e) {
            throw numberOutOfRange(what);
        }
    }

    private static String utf8(String what, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("%s is not UTF-8; encode it so.".formatted(what));
        }
    }

    private static void checkNumbers(String what, JsonNode value) {
        if (value.isBigDecimal()) {
            double near = value.doubleValue();
            if (Double.isInfinite(near) || near == 0 && value.decimalValue().signum() != 0)
                throw numberOutOfRange(what);
        }
        value.forEach(inner -> checkNumbers(what, inner));
    }

    private static ProblemException numberOutOfRange(String what) {
        return refused(
                "%s holds a number that is too large or too small for a double; send it as text.".formatted(what));
    }

    private static ProblemException refused(String detail) {
        return Problem.invalidRequest(detail).exception();
    }
}
