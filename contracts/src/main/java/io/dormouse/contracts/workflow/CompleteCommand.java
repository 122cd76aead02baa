package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Completes by hand what a workflow waits for. A call that was sent is withdrawn.
 *
 * @param id the workflow's id
 * @param run its present run
 * @param seq the number of the command
 * @param result its result as JSON; this or a failure
 * @param failure how it failed
 * @param reason why, for those who read it later; may be empty
 */
public record CompleteCommand(
        String id, int run, int seq, Optional<Object> result, Optional<GivenFailure> failure, String reason) {
    /** The form on the bus. */
    public static JsonObject toJson(CompleteCommand record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static CompleteCommand fromJson(JsonObject json) {
        return Wire.decode(json, CompleteCommand.class);
    }
}
