package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Sends a signal.
 *
 * @param id the workflow's id
 * @param name what the workflow asks for it by, 1 to 300 characters
 * @param payload its value as JSON
 * @param signalId the same one twice is one signal, over all runs; empty: the call's key
 */
public record SignalWorkflow(String id, String name, Object payload, Optional<String> signalId) {
    /** The form on the bus. */
    public static JsonObject toJson(SignalWorkflow record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static SignalWorkflow fromJson(JsonObject json) {
        return Wire.decode(json, SignalWorkflow.class);
    }
}
