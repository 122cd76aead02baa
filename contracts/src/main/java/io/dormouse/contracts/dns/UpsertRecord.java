package io.dormouse.contracts.dns;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Asks that a name has exactly one record set of this type, with this one value.
 *
 * @param name the full domain name, with or without the dot at the end
 * @param type {@code A}, {@code AAAA}, {@code CNAME}, {@code TXT} …
 * @param value the record's data in presentation form (RFC 1035 §5.1)
 * @param ttl seconds, 0 to 2,147,483,647; empty: the adapter's default
 */
public record UpsertRecord(String name, String type, String value, Optional<Integer> ttl) {

    /** With the time to live that the zone prefers. */
    public UpsertRecord(String name, String type, String value) {
        this(name, type, value, Optional.empty());
    }

    /** The form on the bus. */
    public static JsonObject toJson(UpsertRecord record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static UpsertRecord fromJson(JsonObject json) {
        return Wire.decode(json, UpsertRecord.class);
    }
}
