package io.dormouse.engine.store;

import java.util.Optional;

/**
 * Whom a message is for.
 *
 * @param head its row, if there is such a workflow
 * @param signalKnown whether a signal of this id has arrived there before, in any run
 */
public record Addressee(Optional<WorkflowHead> head, boolean signalKnown) {
    /** A workflow and the id of a signal to it; an empty id asks for the workflow alone. */
    public record Key(String workflowId, String signalId) {}
}
