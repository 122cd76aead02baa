package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * Asks for one workflow once it has ended, or as it is when the time is up.
 *
 * @param id the workflow's id
 * @param timeoutMillis how long to wait; at most 10,000 are waited in one call
 */
public record AwaitWorkflow(String id, long timeoutMillis) {
    /** The form on the bus. */
    public static JsonObject toJson(AwaitWorkflow record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static AwaitWorkflow fromJson(JsonObject json) {
        return Wire.decode(json, AwaitWorkflow.class);
    }
}
