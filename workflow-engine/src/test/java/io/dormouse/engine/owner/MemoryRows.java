package io.dormouse.engine.owner;

import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.WorkflowHead;
import java.time.Instant;
import java.util.Optional;

/** What becomes of the row of a workflow, as the statements of a flush have it. */
final class MemoryRows {
    private MemoryRows() {}

    static WorkflowHead created(Part part, Part.NewWorkflow created) {
        return new WorkflowHead(
                part.id(),
                part.partition(),
                created.name(),
                created.version(),
                Status.RUNNING,
                0,
                created.input(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                created.tags(),
                created.parent(),
                created.startedBy(),
                part.at(),
                part.at(),
                Optional.empty());
    }

    /** Guarded: another run, or an end, stays as it is. */
    static WorkflowHead changed(WorkflowHead row, Part part, Part.RowChange change) {
        if (row.run() != part.run() || row.status().isEnd()) return row;
        return new WorkflowHead(
                row.id(),
                row.partition(),
                row.name(),
                row.version(),
                change.status(),
                row.run(),
                row.input(),
                change.result(),
                change.failure(),
                change.waitingFor(),
                change.sourceLine(),
                change.statusText(),
                change.tags(),
                row.parent(),
                row.startedBy(),
                row.createdAt(),
                part.at(),
                change.status().isEnd() ? Optional.of(part.at()) : Optional.empty());
    }

    static boolean mayGoOn(WorkflowHead row, Part part, Part.NextRun next) {
        return row.run() == part.run() && (next.revives() || !row.status().isEnd());
    }

    static WorkflowHead inNextRun(WorkflowHead row, Part.NextRun next, Instant at) {
        return new WorkflowHead(
                row.id(),
                row.partition(),
                row.name(),
                next.version(),
                Status.RUNNING,
                next.run(),
                next.input(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                row.tags(),
                row.parent(),
                row.startedBy(),
                row.createdAt(),
                at,
                Optional.empty());
    }
}
