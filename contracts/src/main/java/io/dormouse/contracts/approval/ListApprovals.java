package io.dormouse.contracts.approval;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Asks for a page of requests.
 *
 * @param state {@code PENDING}, {@code APPROVED}, {@code REJECTED} or {@code WITHDRAWN}; empty: all
 * @param limit 1 to 1,000
 * @param cursor where the page before ended
 */
public record ListApprovals(Optional<String> state, int limit, Optional<String> cursor) {
    /** The form on the bus. */
    public static JsonObject toJson(ListApprovals record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static ListApprovals fromJson(JsonObject json) {
        return Wire.decode(json, ListApprovals.class);
    }
}
