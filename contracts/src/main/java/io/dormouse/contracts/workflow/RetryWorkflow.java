package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Tries at once what fails, without waiting for its pause; or a stuck workflow as a whole.
 *
 * @param id the workflow's id
 * @param seq the number of the command; empty: all that fail
 * @param reason why, for those who read it later; may be empty
 */
public record RetryWorkflow(String id, Optional<Integer> seq, String reason) {
    /** The form on the bus. */
    public static JsonObject toJson(RetryWorkflow record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static RetryWorkflow fromJson(JsonObject json) {
        return Wire.decode(json, RetryWorkflow.class);
    }
}
