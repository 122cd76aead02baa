package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Starts a workflow. Starting the same id again with the same name and input answers with the one that was started.
 *
 * @param name the definition's name
 * @param version the definition's version; empty: the highest
 * @param id {@code [A-Za-z0-9._:-]{1,200}}; empty: one is made of the call's key, which must be there then
 * @param input the input as JSON
 */
public record StartWorkflow(String name, Optional<Integer> version, Optional<String> id, Object input) {
    /** The form on the bus. */
    public static JsonObject toJson(StartWorkflow record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static StartWorkflow fromJson(JsonObject json) {
        return Wire.decode(json, StartWorkflow.class);
    }
}
