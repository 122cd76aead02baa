package io.dormouse.contracts.approval;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * Asks for one request.
 *
 * @param id the request's id
 */
public record GetApproval(String id) {
    /** The form on the bus. */
    public static JsonObject toJson(GetApproval record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static GetApproval fromJson(JsonObject json) {
        return Wire.decode(json, GetApproval.class);
    }
}
