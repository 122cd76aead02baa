package io.dormouse.engine.owner;

import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.store.Part.RowChange;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.WorkflowHead;
import java.time.Instant;
import java.util.Optional;

/** What a flush makes of the row of a workflow. */
final class RowChanges {
    private RowChanges() {}

    /** @param asleep whether it falls asleep with this flush */
    static Optional<RowChange> of(OwnedWorkflow workflow, boolean asleep) {
        if (workflow.closing() instanceof Closing.End end) return Optional.of(ended(workflow, end));
        Outcome.Failure stuck = workflow.whyStuck();
        if (stuck != null) return Optional.of(stuck(workflow, stuck));
        Status turning = workflow.row.turningTo();
        if (turning != null) return Optional.of(busy(workflow, turning));
        if (asleep) return Optional.of(busy(workflow, Status.WAITING));
        Status status = workflow.status();
        boolean wakes = status == Status.WAITING && workflow.outgoing.wakes();
        if (wakes) return Optional.of(busy(workflow, Status.RUNNING));
        if (workflow.code.isHeld()) return Optional.empty();
        if (workflow.outgoing.wantsToShowProgress() && status != Status.WAITING)
            return Optional.of(busy(workflow, Status.RUNNING));
        return workflow.outgoing.wantsToShowProgress() ? Optional.of(busy(workflow, Status.WAITING)) : Optional.empty();
    }

    private static RowChange ended(OwnedWorkflow workflow, Closing.End end) {
        Outcome told = told(end);
        return new RowChange(
                end.status(),
                told instanceof Outcome.Success success ? Optional.of(success.json()) : Optional.empty(),
                told instanceof Outcome.Failure failure
                        ? Optional.of(EntryCodec.failureJson(failure))
                        : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                workflow.row.facts().status(),
                workflow.row.facts().tags());
    }

    /** The outcome as the world sees it: a cancellation by that name, not by the class of an exception. */
    static Outcome told(Closing.End end) {
        return end.status() == Status.CANCELLED && end.outcome() instanceof Outcome.Failure failure
                ? new Outcome.Failure("CANCELLED", 0, failure.message(), false)
                : end.outcome();
    }

    private static RowChange stuck(OwnedWorkflow workflow, Outcome.Failure why) {
        return new RowChange(
                Status.STUCK,
                Optional.empty(),
                Optional.of(EntryCodec.failureJson(why)),
                Optional.empty(),
                workflow.line(),
                workflow.row.facts().status(),
                workflow.row.facts().tags());
    }

    private static RowChange busy(OwnedWorkflow workflow, Status status) {
        return new RowChange(
                status,
                Optional.empty(),
                Optional.empty(),
                workflow.waitsFor(),
                workflow.line(),
                workflow.row.facts().status(),
                workflow.row.facts().tags());
    }

    /** What people would see of a workflow, as committed. */
    static WorkflowHead head(OwnedWorkflow workflow) {
        Instant updatedAt = workflow.row.updatedAt();
        Optional<Outcome> end = workflow.closing() instanceof Closing.End closing
                        && workflow.status().isEnd()
                ? Optional.of(told(closing))
                : Optional.empty();
        return new WorkflowHead(
                workflow.id,
                workflow.partition,
                workflow.started.name(),
                workflow.started.version(),
                workflow.status(),
                workflow.run,
                workflow.started.input(),
                end.filter(Outcome.Success.class::isInstance).map(success -> ((Outcome.Success) success).json()),
                end.filter(Outcome.Failure.class::isInstance)
                        .map(failure -> EntryCodec.failureJson((Outcome.Failure) failure)),
                workflow.status().isEnd() ? Optional.empty() : workflow.waitsFor(),
                workflow.status().isEnd() ? Optional.empty() : workflow.line(),
                workflow.row.facts().status(),
                workflow.row.facts().tags(),
                workflow.started.parent(),
                workflow.started.startedBy(),
                workflow.row.createdAt(),
                updatedAt,
                workflow.status().isEnd() ? Optional.of(updatedAt) : Optional.empty());
    }
}
