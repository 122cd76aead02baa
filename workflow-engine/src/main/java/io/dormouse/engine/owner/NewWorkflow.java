package io.dormouse.engine.owner;

import io.dormouse.engine.store.WorkflowHead;

/**
 * A workflow to start.
 *
 * @param partition that the id hashes to
 * @param anyVersion whether the caller left the version open
 * @param input canonical JSON, checked against the definition
 * @param seed of its random values
 */
public record NewWorkflow(
        String id,
        int partition,
        String name,
        int version,
        boolean anyVersion,
        String input,
        String startedBy,
        long seed) {

    boolean isSameAs(WorkflowHead head) {
        return name.equals(head.name()) && (anyVersion || version == head.version()) && input.equals(head.input());
    }
}
