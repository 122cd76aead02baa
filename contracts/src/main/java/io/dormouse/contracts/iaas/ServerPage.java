package io.dormouse.contracts.iaas;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A page of servers, oldest first.
 *
 * @param items the servers
 * @param next the cursor of the next page; empty on the last
 */
public record ServerPage(List<Server> items, Optional<String> next) {
    /** The form on the bus. */
    public static JsonObject toJson(ServerPage record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static ServerPage fromJson(JsonObject json) {
        return Wire.decode(json, ServerPage.class);
    }
}
