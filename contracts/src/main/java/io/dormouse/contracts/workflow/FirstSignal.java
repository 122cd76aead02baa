package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A signal that comes with a start.
 *
 * @param name what the workflow asks for it by
 * @param payload its value as JSON
 * @param signalId the same one twice is one signal; empty: one is made of the call's key
 */
public record FirstSignal(String name, Object payload, Optional<String> signalId) {
    /** The form on the bus. */
    public static JsonObject toJson(FirstSignal record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static FirstSignal fromJson(JsonObject json) {
        return Wire.decode(json, FirstSignal.class);
    }
}
