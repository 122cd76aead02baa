package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What a rewind led to.
 *
 * @param workflow the workflow in its new run; if the rewind was done before under this key, as it is now
 * @param redone what had happened after the position and will happen again if the code asks for it again; none if it was done before
 */
public record RewoundWorkflow(WorkflowView workflow, List<Redone> redone) {
    /** The form on the bus. */
    public static JsonObject toJson(RewoundWorkflow record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static RewoundWorkflow fromJson(JsonObject json) {
        return Wire.decode(json, RewoundWorkflow.class);
    }
}
