package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * Cancels a workflow: an exception at its next await, and compensations run.
 *
 * @param id the workflow's id
 * @param reason why, for those who read it later; may be empty
 */
public record CancelWorkflow(String id, String reason) {
    /** The form on the bus. */
    public static JsonObject toJson(CancelWorkflow record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static CancelWorkflow fromJson(JsonObject json) {
        return Wire.decode(json, CancelWorkflow.class);
    }
}
