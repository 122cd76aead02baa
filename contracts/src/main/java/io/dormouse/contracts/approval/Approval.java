package io.dormouse.contracts.approval;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request for a decision and, once it is made, the decision.
 *
 * @param id the request's id
 * @param question what is asked
 * @param approvers who may decide; empty: anybody
 * @param requester who asks, by name
 * @param state {@code PENDING}, {@code APPROVED}, {@code REJECTED} or, if its call was cancelled before anybody decided, {@code WITHDRAWN}
 * @param comment why it was decided so
 * @param decidedBy who decided, by name
 * @param createdAt when it was asked
 * @param decidedAt when it was decided
 */
public record Approval(
        String id,
        String question,
        List<String> approvers,
        String requester,
        String state,
        Optional<String> comment,
        Optional<String> decidedBy,
        Instant createdAt,
        Optional<Instant> decidedAt) {
    /** The form on the bus. */
    public static JsonObject toJson(Approval record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static Approval fromJson(JsonObject json) {
        return Wire.decode(json, Approval.class);
    }
}
