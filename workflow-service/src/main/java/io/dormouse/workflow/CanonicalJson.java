package io.dormouse.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dormouse.contracts.CallFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One text for all JSON that means the same: fields in the order of their names, numbers without needless zeros, no white space.
 * Numbers stay exact.
 */
final class CanonicalJson {
    private static final ObjectMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** A number with more digits than this before its point stays in the form that is short. */
    private static final int MOST_DIGITS = 1_000;

    private CanonicalJson() {}

    static String of(String json) {
        try {
            return EXACT.writeValueAsString(sorted(EXACT.readTree(json)));
        } catch (JsonProcessingException e) {
            throw CallFailure.INVALID_REQUEST.exception("this is not JSON: " + e.getOriginalMessage());
        }
    }

    private static JsonNode sorted(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                Collections.sort(names);
                ObjectNode ordered = JsonNodeFactory.instance.objectNode();
                names.forEach(name -> ordered.set(name, sorted(object.get(name))));
                yield ordered;
            }
            case ArrayNode array -> {
                ArrayNode ordered = JsonNodeFactory.instance.arrayNode(array.size());
                array.forEach(element -> ordered.add(sorted(element)));
                yield ordered;
            }
            // 1.0 and 1 are one number.
            case DecimalNode decimal
            when decimal.decimalValue().stripTrailingZeros().scale() <= 0
                    && decimal.decimalValue().precision()
                                    - decimal.decimalValue().scale()
                            <= MOST_DIGITS ->
                JsonNodeFactory.instance.numberNode(decimal.decimalValue().toBigInteger());
            default -> node;
        };
    }
}
