package io.dormouse.contracts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What a JSON payload may be, checked before it is queued for the store, so that one bad value never fails its neighbours:
 * at most 1 MiB of UTF-8, at most 100 levels deep, valid JSON with numbers of at most 1,000 digits (Jackson's limit, so that it can be read back), without the character NUL (Postgres cannot hold it) and without
 * lone surrogates (UTF-8 cannot).
 */
public final class Payload {
    /** The largest payload, in bytes of UTF-8. */
    public static final int MAX_BYTES = 1 << 20;

    /** The deepest nesting of arrays and objects. */
    public static final int MAX_DEPTH = 100;

    private Payload() {}

    /** Returns the text, or fails with {@link CallFailure#INVALID_REQUEST} and a sentence that begins with {@code what}. */
    public static String check(String what, String json) {
        if (PlainJson.is(json)) return json;
        checkText(what, json);
        if (json.length() > MAX_BYTES / 3 && json.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw refused(what, "is larger than 1 MiB; keep large data elsewhere and pass a reference to it");
        }
        int depth = 0;
        boolean whole = false;
        try (JsonParser parser = Wire.MAPPER.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (whole) throw refused(what, "holds more than one JSON value");
                if (token.isStructStart() && ++depth > MAX_DEPTH) {
                    throw refused(what, "is nested deeper than %d levels".formatted(MAX_DEPTH));
                }
                if (token.isStructEnd()) depth--;
                if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) checkText(what, parser.getText());
                whole = depth == 0;
            }
            if (!whole) throw refused(what, "is empty; it must be one JSON value");
        } catch (IOException e) {
            throw refused(
                    what,
                    "is not valid JSON: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        return json;
    }

    /** Refuses NUL and lone surrogates in a text that goes into a column of its own: a comment, a name. */
    public static String checkText(String what, String text) {
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            if (character == 0) throw refused(what, "holds the character NUL, which cannot be stored");
            if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
                throw refused(what, "holds half a surrogate pair, which is not a character");
            }
            at += Character.charCount(character);
        }
        return text;
    }

    private static CallException refused(String what, String why) {
        return CallFailure.INVALID_REQUEST.exception(what + " " + why);
    }
}
