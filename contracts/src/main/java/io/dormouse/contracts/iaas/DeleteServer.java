package io.dormouse.contracts.iaas;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * Asks that a server is no more; gone already is fine.
 *
 * @param id the id that {@code create} answered
 */
public record DeleteServer(String id) {
    /** The form on the bus. */
    public static JsonObject toJson(DeleteServer record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static DeleteServer fromJson(JsonObject json) {
        return Wire.decode(json, DeleteServer.class);
    }
}
