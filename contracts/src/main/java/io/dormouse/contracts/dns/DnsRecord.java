package io.dormouse.contracts.dns;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * A record as the authoritative server gives it.
 *
 * @param name the full domain name, without the dot at the end
 * @param type the record type
 * @param value the data in presentation form
 * @param ttl seconds
 */
public record DnsRecord(String name, String type, String value, int ttl) {
    /** The form on the bus. */
    public static JsonObject toJson(DnsRecord record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static DnsRecord fromJson(JsonObject json) {
        return Wire.decode(json, DnsRecord.class);
    }
}
