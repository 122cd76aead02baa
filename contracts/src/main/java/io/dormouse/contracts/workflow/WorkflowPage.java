package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A page of workflows.
 *
 * @param items the workflows
 * @param next the cursor of the next page; empty on the last
 */
public record WorkflowPage(List<WorkflowView> items, Optional<String> next) {
    /** The form on the bus. */
    public static JsonObject toJson(WorkflowPage record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static WorkflowPage fromJson(JsonObject json) {
        return Wire.decode(json, WorkflowPage.class);
    }
}
