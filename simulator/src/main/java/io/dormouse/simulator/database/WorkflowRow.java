package io.dormouse.simulator.database;

import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.WorkflowHead;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The row of a workflow. */
public record WorkflowRow(
        String id,
        int partition,
        Part.NewWorkflow created,
        Instant createdAt,
        int run,
        int version,
        String input,
        Part.RowChange last,
        Instant at) {
    static WorkflowRow created(Part part, Part.NewWorkflow created) {
        return new WorkflowRow(
                part.id(),
                part.partition(),
                created,
                part.at(),
                0,
                created.version(),
                created.input(),
                Parts.only(Status.RUNNING, created.tags()),
                part.at());
    }

    WorkflowRow changed(Part.RowChange change, Instant when) {
        return new WorkflowRow(id, partition, created, createdAt, run, version, input, change, when);
    }

    WorkflowRow goingOn(Part.NextRun next, Instant when) {
        Map<String, String> tags = last.tags();
        return new WorkflowRow(
                id,
                partition,
                created,
                createdAt,
                next.run(),
                next.version(),
                next.input(),
                Parts.only(Status.RUNNING, tags),
                when);
    }

    /** Its state. */
    public Status status() {
        return last.status();
    }

    /** What people would see of it. */
    public WorkflowHead head() {
        return new WorkflowHead(
                id,
                partition,
                created.name(),
                version,
                last.status(),
                run,
                input,
                last.result(),
                last.failure(),
                last.waitingFor(),
                last.sourceLine(),
                last.statusText(),
                last.tags(),
                created.parent(),
                created.startedBy(),
                createdAt,
                at,
                last.status().isEnd() ? Optional.of(at) : Optional.empty());
    }
}
