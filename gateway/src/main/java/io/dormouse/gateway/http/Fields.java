package io.dormouse.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.dormouse.contracts.Payload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a JSON object that is a body or stands in one: known ones only, each of its type. Where null is not itself a
 * value, it counts as not given.
 */
public final class Fields {
    private final JsonNode object;
    private final String path;

    private Fields(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /** The fields, if the body is an object with no others than the known ones. */
    public static Fields of(JsonNode body, List<String> known) {
        if (!body.isObject())
            throw refused("The body must be a JSON object with %s.".formatted(String.join(", ", known)));
        return known(body, "", known);
    }

    private static Fields known(JsonNode object, String path, List<String> known) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!known.contains(field.getKey()))
                throw refused("The field \"%s%.60s\" is not known here; known are %s."
                        .formatted(path, field.getKey(), String.join(", ", known)));
        }
        return new Fields(object, path);
    }

    /** Whatever JSON value is given, null included; empty if the field is not there. */
    public Optional<JsonNode> json(String name) {
        return Optional.ofNullable(object.get(name));
    }

    /** A text of at most so many characters. */
    public Optional<String> text(String name, int max) {
        return given(name).map(value -> {
            if (!value.isTextual()) throw refused("The field %s must be a text.".formatted(path + name));
            return checked("The field " + path + name, value.textValue(), max);
        });
    }

    /** A whole number within bounds. */
    public Optional<Long> number(String name, long min, long max) {
        return given(name).map(value -> {
            boolean fits = value.isIntegralNumber()
                    && value.canConvertToLong()
                    && value.longValue() >= min
                    && value.longValue() <= max;
            if (!fits)
                throw refused("The field %s must be a whole number from %d to %d.".formatted(path + name, min, max));
            return value.longValue();
        });
    }

    /** A whole number from 0 on, as many as a count can be. */
    public Optional<Integer> count(String name) {
        return number(name, 0, Integer.MAX_VALUE).map(Long::intValue);
    }

    /** An object with no others than the known fields. */
    public Optional<Fields> object(String name, List<String> known) {
        return given(name).map(value -> {
            if (!value.isObject())
                throw refused(
                        "The field %s must be an object with %s.".formatted(path + name, String.join(", ", known)));
            return known(value, path + name + ".", known);
        });
    }

    /** An object of texts, in their order. */
    public Optional<Map<String, String>> texts(String name) {
        return given(name).map(value -> {
            if (!value.isObject()) throw refused("The field %s must be an object of texts.".formatted(path + name));
            Map<String, String> texts = new LinkedHashMap<>();
            value.properties().forEach(field -> {
                if (!field.getValue().isTextual())
                    throw refused("The field %s must be an object whose values are texts.".formatted(path + name));
                texts.put(field.getKey(), field.getValue().textValue());
            });
            return texts;
        });
    }

    /** One of a few words, in upper or lower case; the answer is the word as listed. */
    public Optional<String> oneOf(String name, List<String> words) {
        return given(name)
                .map(value -> words.stream()
                        .filter(word -> value.isTextual() && word.equalsIgnoreCase(value.textValue()))
                        .findFirst()
                        .orElseThrow(() -> refused(
                                "The field %s must be one of %s.".formatted(path + name, String.join(", ", words)))));
    }

    /** The constant that is written in lower case in a field that must be there. */
    public <E extends Enum<E>> E oneOf(String name, Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        JsonNode value = object.path(name);
        return constants.stream()
                .filter(constant -> value.isTextual() && word(constant).equals(value.textValue()))
                .findFirst()
                .orElseThrow(() -> refused("The field %s must be one of %s."
                        .formatted(
                                path + name,
                                String.join(
                                        ", ",
                                        constants.stream().map(Fields::word).toList()))));
    }

    /** The refusal of a body without a field that must be there. */
    public ProblemException missing(String name) {
        return refused("The field %s is missing; it must be there.".formatted(path + name));
    }

    private Optional<JsonNode> given(String name) {
        return json(name).filter(value -> !value.isNull());
    }

    private static String checked(String what, String text, int max) {
        if (text.length() > max) throw refused("%s is longer than %d characters.".formatted(what, max));
        return Payload.checkText(what, text);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static ProblemException refused(String detail) {
        return Problem.invalidRequest(detail).exception();
    }
}
