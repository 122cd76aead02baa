package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * Lets a paused workflow go on; timers that came due meanwhile fire.
 *
 * @param id the workflow's id
 * @param reason why, for those who read it later; may be empty
 */
public record ResumeWorkflow(String id, String reason) {
    /** The form on the bus. */
    public static JsonObject toJson(ResumeWorkflow record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static ResumeWorkflow fromJson(JsonObject json) {
        return Wire.decode(json, ResumeWorkflow.class);
    }
}
