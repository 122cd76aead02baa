package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * Holds a workflow: what happens to it is noted, nothing is delivered.
 *
 * @param id the workflow's id
 * @param reason why, for those who read it later; may be empty
 */
public record PauseWorkflow(String id, String reason) {
    /** The form on the bus. */
    public static JsonObject toJson(PauseWorkflow record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static PauseWorkflow fromJson(JsonObject json) {
        return Wire.decode(json, PauseWorkflow.class);
    }
}
