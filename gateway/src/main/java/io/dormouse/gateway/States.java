package io.dormouse.gateway;

import io.dormouse.contracts.workflow.WorkflowView;
import java.util.List;
import java.util.Set;

/** The states that a workflow can be in, by their names in the API. */
final class States {
    static final List<String> ALL =
            List.of("RUNNING", "WAITING", "PAUSED", "STUCK", "COMPLETED", "FAILED", "CANCELLED", "TERMINATED");
    private static final Set<String> ENDS = Set.of("COMPLETED", "FAILED", "CANCELLED", "TERMINATED");

    private States() {}

    static boolean ended(WorkflowView workflow) {
        return ENDS.contains(workflow.status());
    }
}
