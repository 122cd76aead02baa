package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.store.WorkflowHead;
import java.util.Map;
import java.util.Optional;

/**
 * A workflow to start.
 *
 * @param partition that the id hashes to
 * @param anyVersion whether the caller left the version open
 * @param input canonical JSON, checked against the definition
 * @param seed of its random values
 * @param parent the workflow whose child it is
 * @param tags what to find it by
 * @param signal that is there when it starts
 */
public record NewWorkflow(
        String id,
        int partition,
        String name,
        int version,
        boolean anyVersion,
        String input,
        String startedBy,
        long seed,
        Optional<String> parent,
        Map<String, String> tags,
        Optional<Entry.Signalled> signal) {
    /** One of its own, without anything beside its input. */
    public NewWorkflow(
            String id,
            int partition,
            String name,
            int version,
            boolean anyVersion,
            String input,
            String startedBy,
            long seed) {
        this(
                id,
                partition,
                name,
                version,
                anyVersion,
                input,
                startedBy,
                seed,
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    boolean isSameAs(WorkflowHead head) {
        return name.equals(head.name()) && (anyVersion || version == head.version()) && input.equals(head.input());
    }
}
