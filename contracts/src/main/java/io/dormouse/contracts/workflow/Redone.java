package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * A command that happens again, under a new key.
 *
 * @param seq its number
 * @param kind {@code call}, {@code run}, {@code ask} …
 * @param name what it is called in the journal
 * @param line the source line that gave it
 * @param key the key it had
 */
public record Redone(int seq, String kind, String name, String line, String key) {
    /** The form on the bus. */
    public static JsonObject toJson(Redone record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static Redone fromJson(JsonObject json) {
        return Wire.decode(json, Redone.class);
    }
}
