package io.dormouse.engine.store;

import java.util.Optional;

/**
 * Whom a message or an order is for.
 *
 * @param head its row, if there is such a workflow
 * @param known what has arrived there under this key before, in any run, as {@link Part.KeyRow#order} has it
 */
public record Addressee(Optional<WorkflowHead> head, Optional<String> known) {
    /** A workflow and the id of a signal or the key of an order to it; an empty one asks for the workflow alone. */
    public record Key(String workflowId, String key) {}

    /** Whether it is this that arrived before. */
    public boolean isKnownAs(Part.KeyRow row) {
        return known.equals(Optional.of(row.order()));
    }
}
