package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Asks who is there and who owns what.
 *
 * @param role only members of this role; empty: all
 */
public record GetCluster(Optional<String> role) {
    /** The form on the bus. */
    public static JsonObject toJson(GetCluster record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static GetCluster fromJson(JsonObject json) {
        return Wire.decode(json, GetCluster.class);
    }
}
