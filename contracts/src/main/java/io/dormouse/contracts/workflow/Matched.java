package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * What an operation on many did.
 *
 * @param changed how many workflows it changed
 * @param refused those for which it made no sense any more when they were reached, with the sentence of each
 */
public record Matched(int changed, Map<String, String> refused) {
    /** The form on the bus. */
    public static JsonObject toJson(Matched record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static Matched fromJson(JsonObject json) {
        return Wire.decode(json, Matched.class);
    }
}
