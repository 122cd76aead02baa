package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Asks which workflows can be started.
 *
 * @param name only this one; empty: all
 */
public record ListDefinitions(Optional<String> name) {
    /** The form on the bus. */
    public static JsonObject toJson(ListDefinitions record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static ListDefinitions fromJson(JsonObject json) {
        return Wire.decode(json, ListDefinitions.class);
    }
}
