package io.dormouse.engine.owner;

import io.dormouse.contracts.CallFailure;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.replay.Execution;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Status;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What follows when something of a workflow is durable, or when nobody knows, or when it never will be. */
final class Commits {
    private static final System.Logger log = System.getLogger(Commits.class.getName());

    /** With so many entries a run is told to come to an end. */
    private static final long LONG_JOURNAL = 5_000;

    private final Ports ports;
    private final Residents residents;
    private final Conductor conductor;
    private final Bedtime bedtime;
    private final Starts starts;
    private final EndListeners ends;
    private final ThreadGuard guard;
    private final Withdrawals withdrawals;

    Commits(
            Ports ports,
            Residents residents,
            Conductor conductor,
            Bedtime bedtime,
            Starts starts,
            EndListeners ends,
            ThreadGuard guard,
            Withdrawals withdrawals) {
        this.ports = ports;
        this.residents = residents;
        this.conductor = conductor;
        this.bedtime = bedtime;
        this.starts = starts;
        this.ends = ends;
        this.guard = guard;
        this.withdrawals = withdrawals;
    }

    public void committed(OwnedWorkflow workflow, Part part) {
        boolean isNew = part.created().isPresent();
        workflow.committed(part);
        if (part.next().isPresent()) {
            turned(workflow, part.next().get());
        } else {
            if (isNew) started(workflow, part.entries());
            else deliver(workflow, part.entries());
            for (Recorded recorded : part.entries()) {
                if (recorded.entry() instanceof Entry.Called called)
                    conductor.commands().noted(workflow, called.seq());
            }
        }
        if (part.entries().stream().anyMatch(recorded -> recorded.position() == LONG_JOURNAL)) {
            log.log(
                    Level.WARNING,
                    () ->
                            "workflow %s has %d entries in its journal; at %d it gets no more commands: let it continue as new"
                                    .formatted(workflow.id, LONG_JOURNAL, Execution.LONGEST_JOURNAL));
        }
        part.cancellations().forEach(row -> withdrawals.begin(workflow, row));
        part.announcement().ifPresent(announced -> ports.announced().accept(Set.of(announced.key())));
        workflow.answer();
        if (part.next().isEmpty() && !workflow.isDropped()) settle(workflow, part);
    }

    private void settle(OwnedWorkflow workflow, Part part) {
        boolean rowsWritten = !part.timers().isEmpty() || !part.waiters().isEmpty();
        boolean stuck =
                part.change().filter(change -> change.status() == Status.STUCK).isPresent();
        if (workflow.status().isEnd() && workflow.closing() instanceof Closing.End) ended(workflow);
        else if (stuck) residents.drop(workflow);
        else if (workflow.code.isHeld()) residents.leaveIfIdle(workflow);
        else if (rowsWritten) bedtime.rowsAreWritten(workflow);
        else if (isSettledToSleep(workflow, part)) residents.keepWarm(workflow);
        else if (workflow.isAsleep()) bedtime.watch(workflow);
    }

    /** Only the flush that wrote {@code WAITING} came after a look for its events; any other one says nothing about them. */
    private static boolean isSettledToSleep(OwnedWorkflow workflow, Part part) {
        boolean falls = part.change()
                .filter(change -> change.status() == Status.WAITING)
                .isPresent();
        return falls && workflow.isAsleep();
    }

    /** The first entries are durable: its code begins, or goes on where the one it was forked from was. */
    private void started(OwnedWorkflow workflow, List<Recorded> journal) {
        starts.started(workflow.head());
        if (workflow.closing() != null) return;
        residents.run(workflow, journal.subList(0, workflow.startsWith()));
        deliver(workflow, journal.subList(workflow.startsWith(), journal.size()));
        guard.watch();
    }

    private void deliver(OwnedWorkflow workflow, List<Recorded> entries) {
        List<Recorded> wanted = new ArrayList<>(entries.size());
        for (Recorded recorded : entries) {
            if (isForTheCode(recorded.entry())) wanted.add(recorded);
        }
        if (wanted.isEmpty()) return;
        residents.isAwake(workflow);
        workflow.code.deliver(wanted);
        guard.watch();
    }

    private static boolean isForTheCode(Entry entry) {
        return switch (entry) {
            case Entry.Completed e -> true;
            case Entry.Signalled e -> true;
            case Entry.Cancelled e -> true;
            case Entry.Changed e -> true;
            default -> false;
        };
    }

    /** Another run goes on: the copy of the old one is no use to anybody. */
    private void turned(OwnedWorkflow old, Part.NextRun next) {
        OwnedWorkflow workflow = new OwnedWorkflow(old, next);
        old.answer();
        if (old.closing() instanceof Closing.Rewind rewind) {
            rewind.answer().tryComplete(Rewinds.result(workflow.head(), rewind));
        }
        residents.drop(old);
        residents.add(workflow);
        residents.run(workflow, next.entries());
        guard.watch();
    }

    private void ended(OwnedWorkflow workflow) {
        residents.drop(workflow);
        ends.ended(workflow.head());
    }

    public void stale(OwnedWorkflow workflow, String reason) {
        log.log(Level.INFO, () -> "workflow %s is read again: %s".formatted(workflow.id, reason));
        residents.drop(workflow);
        if (!workflow.isCreated()) {
            starts.failed(
                    workflow.id,
                    CallFailure.UNAVAILABLE.exception(
                            "it is not known whether %s was started (%s); start it again with the same id"
                                    .formatted(workflow.id, reason)));
        }
        residents.reload(workflow.id);
    }

    public void refused(OwnedWorkflow workflow, String reason) {
        residents.drop(workflow);
        if (!workflow.isCreated()) {
            starts.failed(
                    workflow.id, CallFailure.INVALID_REQUEST.exception("the database refuses this start: " + reason));
            return;
        }
        residents.loadAsStuck(workflow.id, "the database refuses what the workflow wants to write: " + reason);
    }
}
