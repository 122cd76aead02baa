package io.dormouse.contracts.approval;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A page of requests, oldest first.
 *
 * @param items the requests
 * @param next the cursor of the next page; empty on the last
 */
public record ApprovalPage(List<Approval> items, Optional<String> next) {
    /** The form on the bus. */
    public static JsonObject toJson(ApprovalPage record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static ApprovalPage fromJson(JsonObject json) {
        return Wire.decode(json, ApprovalPage.class);
    }
}
