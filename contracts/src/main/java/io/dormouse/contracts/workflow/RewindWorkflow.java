package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * Takes a workflow back, in any state: a new run goes on from a position of the present one, which stays readable.
 *
 * @param id the workflow's id
 * @param position the last entry that is kept
 * @param reason why, for those who read it later; may be empty
 */
public record RewindWorkflow(String id, long position, String reason) {
    /** The form on the bus. */
    public static JsonObject toJson(RewindWorkflow record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static RewindWorkflow fromJson(JsonObject json) {
        return Wire.decode(json, RewindWorkflow.class);
    }
}
