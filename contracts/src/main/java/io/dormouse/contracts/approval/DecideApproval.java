package io.dormouse.contracts.approval;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Decides a request, in the name of the call's actor.
 *
 * @param id the request's id
 * @param decision yes or no
 * @param comment why; may be empty; at most 10,000 characters
 * @param groups the groups that the decider is a member of, as the gateway authenticated them
 */
public record DecideApproval(String id, Verdict decision, String comment, List<String> groups) {
    /** The form on the bus. */
    public static JsonObject toJson(DecideApproval record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static DecideApproval fromJson(JsonObject json) {
        return Wire.decode(json, DecideApproval.class);
    }
}
