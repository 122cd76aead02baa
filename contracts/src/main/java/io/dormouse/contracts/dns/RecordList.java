package io.dormouse.contracts.dns;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The records of a zone, in the order of their names.
 */
public record RecordList(List<DnsRecord> items) {
    /** The form on the bus. */
    public static JsonObject toJson(RecordList record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static RecordList fromJson(JsonObject json) {
        return Wire.decode(json, RecordList.class);
    }
}
