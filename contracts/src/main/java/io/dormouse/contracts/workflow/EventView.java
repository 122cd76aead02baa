package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * An event that was triggered.
 *
 * @param event the event's key
 * @param value its value
 * @param triggeredAt when it was triggered first
 * @param triggeredBy who did that, by name
 */
public record EventView(String event, Object value, Instant triggeredAt, String triggeredBy) {
    /** The form on the bus. */
    public static JsonObject toJson(EventView record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static EventView fromJson(JsonObject json) {
        return Wire.decode(json, EventView.class);
    }
}
