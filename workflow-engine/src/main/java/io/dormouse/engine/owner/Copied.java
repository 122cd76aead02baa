package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.store.WorkflowHead;
import java.util.List;

/**
 * What a rewind or a fork led to.
 *
 * @param workflow the workflow in its new run, or the new workflow
 * @param created false if the same fork was there before, or the rewind was done before
 * @param redone commands that have, or will have, new keys; none if it was done before
 */
public record Copied(WorkflowHead workflow, boolean created, List<Redo> redone) {
    /** A command that happens again under a new key. @param key the key it had */
    public record Redo(int seq, Kind kind, String name, String line, String key) {}
}
