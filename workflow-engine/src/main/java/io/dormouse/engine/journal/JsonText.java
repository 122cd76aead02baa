package io.dormouse.engine.journal;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Puts a JSON object together, field by field; payloads are JSON already and go in as they are. */
final class JsonText {
    private final StringBuilder text;
    private boolean empty = true;

    JsonText() {
        text = new StringBuilder(96).append('{');
    }

    JsonText json(String name, String json) {
        name(name).append(json);
        return this;
    }

    JsonText number(String name, long value) {
        name(name).append(value);
        return this;
    }

    JsonText bool(String name, boolean value) {
        name(name).append(value);
        return this;
    }

    JsonText text(String name, String value) {
        quote(name(name), value);
        return this;
    }

    JsonText text(String name, Optional<String> value) {
        value.ifPresent(present -> text(name, present));
        return this;
    }

    JsonText object(String name, JsonText object) {
        return json(name, object.end());
    }

    /** A list of numbers; nothing at all if there are none. */
    JsonText numbers(String name, Collection<Integer> values) {
        return values.isEmpty() ? this : json(name, values.toString());
    }

    /** An object of texts; nothing at all if there are none. */
    JsonText texts(String name, Map<String, String> values) {
        if (values.isEmpty()) return this;
        JsonText object = new JsonText();
        values.forEach(object::text);
        return object(name, object);
    }

    String end() {
        return text.append('}').toString();
    }

    private StringBuilder name(String name) {
        if (!empty) text.append(',');
        empty = false;
        return quote(text, name).append(':');
    }

    private static StringBuilder quote(StringBuilder to, String value) {
        return to.append('"')
                .append(JsonStringEncoder.getInstance().quoteAsString(value))
                .append('"');
    }
}
