package io.dormouse.contracts.iaas;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * Asks for a new server.
 *
 * @param model the kind of machine, in the provider's words: {@code B6}
 */
public record CreateServer(String model) {
    /** The form on the bus. */
    public static JsonObject toJson(CreateServer record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static CreateServer fromJson(JsonObject json) {
        return Wire.decode(json, CreateServer.class);
    }
}
