package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * A workflow that can be started.
 *
 * @param name its name
 * @param version its version
 * @param inputSchema the JSON Schema (2020-12) of its input
 */
public record DefinitionView(String name, int version, JsonObject inputSchema) {
    /** The form on the bus. */
    public static JsonObject toJson(DefinitionView record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static DefinitionView fromJson(JsonObject json) {
        return Wire.decode(json, DefinitionView.class);
    }
}
