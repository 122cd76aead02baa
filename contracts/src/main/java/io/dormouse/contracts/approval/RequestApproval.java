package io.dormouse.contracts.approval;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Asks people for a decision.
 *
 * @param id the request's id, at most 300 characters; the event {@code approval:<id>} carries the decision
 * @param question one sentence to be answered with yes or no; at most 10,000 characters
 * @param approvers names or groups of which any member may decide; empty: anybody
 */
public record RequestApproval(String id, String question, List<String> approvers) {
    /** The form on the bus. */
    public static JsonObject toJson(RequestApproval record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static RequestApproval fromJson(JsonObject json) {
        return Wire.decode(json, RequestApproval.class);
    }
}
