package io.dormouse.contracts.dns;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * Asks for all records of a zone.
 *
 * @param zone the zone's name, for example {@code demo.test}
 */
public record ListRecords(String zone) {
    /** The form on the bus. */
    public static JsonObject toJson(ListRecords record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static ListRecords fromJson(JsonObject json) {
        return Wire.decode(json, ListRecords.class);
    }
}
