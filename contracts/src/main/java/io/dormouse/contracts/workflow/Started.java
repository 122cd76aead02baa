package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * What a start led to.
 *
 * @param workflow the workflow
 * @param created true if this call started it, false if the same start was there before
 */
public record Started(WorkflowView workflow, boolean created) {
    /** The form on the bus. */
    public static JsonObject toJson(Started record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static Started fromJson(JsonObject json) {
        return Wire.decode(json, Started.class);
    }
}
