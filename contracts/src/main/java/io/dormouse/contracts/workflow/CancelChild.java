package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * Cancels a child that its parent does not want any more; for the engine. One that has not started never will.
 *
 * @param id the child's id
 * @param parent the id of the workflow that asked for it; a workflow of another parent stays untouched
 */
public record CancelChild(String id, String parent) {
    /** The form on the bus. */
    public static JsonObject toJson(CancelChild record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static CancelChild fromJson(JsonObject json) {
        return Wire.decode(json, CancelChild.class);
    }
}
