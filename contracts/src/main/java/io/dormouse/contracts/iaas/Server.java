package io.dormouse.contracts.iaas;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * A server as its provider tells of it.
 *
 * @param id the provider's id
 * @param model the kind of machine
 * @param address its IP address
 * @param state {@code BOOTING} or {@code RUNNING}
 * @param createdAt when the provider made it
 */
public record Server(String id, String model, String address, String state, Instant createdAt) {
    /** The form on the bus. */
    public static JsonObject toJson(Server record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static Server fromJson(JsonObject json) {
        return Wire.decode(json, Server.class);
    }
}
