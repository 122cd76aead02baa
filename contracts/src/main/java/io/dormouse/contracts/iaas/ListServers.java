package io.dormouse.contracts.iaas;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Asks for a page of the servers.
 *
 * @param limit 1 to 1,000
 * @param cursor where the page before ended
 */
public record ListServers(int limit, Optional<String> cursor) {
    /** The form on the bus. */
    public static JsonObject toJson(ListServers record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static ListServers fromJson(JsonObject json) {
        return Wire.decode(json, ListServers.class);
    }
}
