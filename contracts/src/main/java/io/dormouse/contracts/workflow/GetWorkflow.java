package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * Asks for one workflow.
 *
 * @param id the workflow's id
 */
public record GetWorkflow(String id) {
    /** The form on the bus. */
    public static JsonObject toJson(GetWorkflow record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static GetWorkflow fromJson(JsonObject json) {
        return Wire.decode(json, GetWorkflow.class);
    }
}
