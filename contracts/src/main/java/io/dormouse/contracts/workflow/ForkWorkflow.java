package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Makes a workflow of its own that goes on from a position of another one.
 *
 * @param id the workflow to copy from
 * @param run of which run; empty: the present one
 * @param position the last entry that is copied
 * @param forkId the new one's id; empty: one is made of the call's key
 * @param reason why, for those who read it later; may be empty
 */
public record ForkWorkflow(String id, Optional<Integer> run, long position, Optional<String> forkId, String reason) {
    /** The form on the bus. */
    public static JsonObject toJson(ForkWorkflow record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static ForkWorkflow fromJson(JsonObject json) {
        return Wire.decode(json, ForkWorkflow.class);
    }
}
