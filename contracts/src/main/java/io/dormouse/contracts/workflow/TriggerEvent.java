package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * Gives an event its value. The first value wins; the same value again is fine.
 *
 * @param event the event's key: 1 to 300 characters
 * @param value any JSON value
 */
public record TriggerEvent(String event, Object value) {
    /** The form on the bus. */
    public static JsonObject toJson(TriggerEvent record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static TriggerEvent fromJson(JsonObject json) {
        return Wire.decode(json, TriggerEvent.class);
    }
}
