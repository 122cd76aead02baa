package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What a fork led to.
 *
 * @param workflow the new workflow
 * @param created true if this call made it, false if the same fork was there before
 * @param redone open calls, questions and children that the fork has under keys of its own
 */
public record ForkedWorkflow(WorkflowView workflow, boolean created, List<Redone> redone) {
    /** The form on the bus. */
    public static JsonObject toJson(ForkedWorkflow record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static ForkedWorkflow fromJson(JsonObject json) {
        return Wire.decode(json, ForkedWorkflow.class);
    }
}
