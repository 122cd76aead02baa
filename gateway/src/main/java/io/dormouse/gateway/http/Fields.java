package io.dormouse.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.dormouse.contracts.Payload;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The fields of a body that must be an object: known ones only, each of its type. */
public final class Fields {
    private final JsonNode object;

    private Fields(JsonNode object) {
        this.object = object;
    }

    /** The fields, if the body is an object with no others than the known ones. */
    public static Fields of(JsonNode body, List<String> known) {
        String listed = String.join(", ", known);
        if (!body.isObject()) throw refused("The body must be a JSON object with %s.".formatted(listed));
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            String name = field.getKey();
            if (!known.contains(name))
                throw refused("The field \"%.60s\" is not known here; known are %s.".formatted(name, listed));
        }
        return new Fields(body);
    }

    /** A text of at most so many characters; null counts as not given. */
    public Optional<String> text(String name, int max) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) return Optional.empty();
        if (!value.isTextual()) throw refused("The field %s must be a text.".formatted(name));
        if (value.textValue().length() > max)
            throw refused("The field %s is longer than %d characters.".formatted(name, max));
        return Optional.of(Payload.checkText("The field " + name, value.textValue()));
    }

    /** The constant that is written in lower case in a field that must be there. */
    public <E extends Enum<E>> E oneOf(String name, Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        String value = object.path(name).asText();
        return constants.stream()
                .filter(constant ->
                        object.path(name).isTextual() && word(constant).equals(value))
                .findFirst()
                .orElseThrow(() -> refused("The field %s must be one of %s."
                        .formatted(
                                name,
                                String.join(
                                        ", ",
                                        constants.stream().map(Fields::word).toList()))));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static ProblemException refused(String detail) {
        return Problem.invalidRequest(detail).exception();
    }
}
