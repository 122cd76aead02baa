package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The workflows that can be started, by name and version.
 */
public record DefinitionList(List<DefinitionView> items) {
    /** The form on the bus. */
    public static JsonObject toJson(DefinitionList record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static DefinitionList fromJson(JsonObject json) {
        return Wire.decode(json, DefinitionList.class);
    }
}
