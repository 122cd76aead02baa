package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * Ends a workflow at once, without its code.
 *
 * @param id the workflow's id
 * @param reason why, for those who read it later; may be empty
 */
public record TerminateWorkflow(String id, String reason) {
    /** The form on the bus. */
    public static JsonObject toJson(TerminateWorkflow record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static TerminateWorkflow fromJson(JsonObject json) {
        return Wire.decode(json, TerminateWorkflow.class);
    }
}
