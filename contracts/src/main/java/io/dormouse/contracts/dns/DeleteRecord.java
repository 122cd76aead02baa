package io.dormouse.contracts.dns;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * Asks that a name has no record of this type; done already is fine.
 *
 * @param name the full domain name
 * @param type the record type
 */
public record DeleteRecord(String name, String type) {
    /** The form on the bus. */
    public static JsonObject toJson(DeleteRecord record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static DeleteRecord fromJson(JsonObject json) {
        return Wire.decode(json, DeleteRecord.class);
    }
}
