package io.dormouse.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/** The input of a workflow from words: {@code key=text} and {@code key:=json}. */
final class Inputs {
    private Inputs() {}

    static ObjectNode object(List<String> words) {
        ObjectNode input = Json.MAPPER.createObjectNode();
        for (String word : words) {
            int equals = word.indexOf('=');
            boolean isJson = equals > 0 && word.charAt(equals - 1) == ':';
            String key = equals < 0 ? "" : word.substring(0, isJson ? equals - 1 : equals);
            if (key.isEmpty()) throw CliException.usage("\"%s\" is not key=text or key:=json.".formatted(word));
            if (input.has(key)) throw CliException.usage("The key %s is given twice; give it once.".formatted(key));
            String value = word.substring(equals + 1);
            input.set(key, isJson ? json("The value of " + key, value) : TextNode.valueOf(value));
        }
        return input;
    }

    /** One JSON value from one word. */
    static JsonNode json(String what, String text) {
        try {
            JsonNode value = Json.parse(text);
            if (!value.isMissingNode()) return value;
            throw CliException.usage(
                    "%s is empty, and that is not JSON; a text needs quotes: '\"text\"'.".formatted(what));
        } catch (JsonProcessingException e) {
            throw CliException.usage(
                    "%s is not JSON (%s); a text needs quotes: '\"text\"'.".formatted(what, e.getOriginalMessage()));
        }
    }
}
