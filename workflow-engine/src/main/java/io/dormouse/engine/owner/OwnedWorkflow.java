package io.dormouse.engine.owner;

import io.dormouse.contracts.CallFailure;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.replay.Facts;
import io.dormouse.engine.replay.Report;
import io.dormouse.engine.replay.Request;
import io.dormouse.engine.replay.Unwanted;
import io.dormouse.engine.store.Outline;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Part.CancellationRow;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.Stored;
import io.dormouse.engine.store.WorkflowHead;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of a workflow in the memory of its owner: what is committed of it, what waits to be written, what is under way.
 * Belongs to the owner's loop. A copy that turns out to be stale is thrown away whole and read again.
 */
final class OwnedWorkflow {
    final String id;
    final int partition;
    final int run;
    final Entry.Started started;
    final PendingCommands pending = new PendingCommands();

    private final WaitRows rows = new WaitRows();

    private ExpectedCalls expected = ExpectedCalls.NONE;

    final RowState row;

    final Outgoing outgoing = new Outgoing();
    final CodeRun code;

    /** Whether {@link Bedtime} will show what it waits for, if that lasts. */
    boolean isToBeShown;

    /** Whether {@link Bedtime} has an eye on it. */
    boolean isWatched;

    private boolean dropped;
    private boolean beingRead;
    private List<Recorded> copied = List.of();
    private long nextPosition;
    private @Nullable Closing closing;
    private Outcome.@Nullable Failure stuck;

    /** One that starts now: its row and first entries are still to be written. */
    OwnedWorkflow(String id, int partition, List<Entry> journal, Instant now) {
        this(id, partition, 0, (Entry.Started) journal.getFirst(), now, 0);
        journal.forEach(outgoing::append);
    }

    /** A fork: it goes on from the end of this journal, whose entries keep their times. */
    OwnedWorkflow(String id, int partition, List<Recorded> journal) {
        this(
                id,
                partition,
                0,
                (Entry.Started) journal.getFirst().entry(),
                journal.getLast().at(),
                journal.size() - 1);
        copied = journal;
        journal.forEach(recorded -> outgoing.append(recorded.entry()));
    }

    /**
     * One that was read.
     *
     * @param journal as much of it as this code can read; nothing at all if it is only to be marked as stuck
     */
    OwnedWorkflow(Stored stored, List<Recorded> journal) {
        this(
                stored.head(),
                journal.isEmpty()
                        ? unreadable(stored.head())
                        : (Entry.Started) journal.getFirst().entry(),
                stored.journal().isEmpty() ? -1 : stored.journal().getLast().position());
        rows.wereRead(stored.waits());
        expected = ExpectedCalls.ofJournal(journal);
    }

    /** One of which only the outline was read, to be written to without its code. */
    OwnedWorkflow(Outline outline) {
        this(outline.head(), unreadable(outline.head()), outline.lastPosition());
        rows.wereRead(outline.waits());
        code.hold();
        expected = ExpectedCalls.of(outline.openCalls());
    }

    /** The run that goes on after another one of the same workflow. */
    OwnedWorkflow(OwnedWorkflow before, Part.NextRun next) {
        this(
                before.id,
                before.partition,
                next.run(),
                (Entry.Started) next.entries().getFirst().entry(),
                RowState.ofNextRun(before.head()),
                next.entries().size() - 1);
        expected = ExpectedCalls.ofJournal(next.entries());
    }

    private OwnedWorkflow(WorkflowHead head, Entry.Started started, long lastPosition) {
        this(head.id(), head.partition(), head.run(), started, RowState.of(head), lastPosition);
    }

    private OwnedWorkflow(String id, int partition, int run, Entry.Started started, Instant now, long delivered) {
        this(id, partition, run, started, RowState.ofNew(started.tags(), now), delivered);
        nextPosition = 0;
    }

    private OwnedWorkflow(String id, int partition, int run, Entry.Started started, RowState row, long lastPosition) {
        this.id = id;
        this.partition = partition;
        this.run = run;
        this.started = started;
        this.row = row;
        this.code = new CodeRun(lastPosition);
        this.nextPosition = lastPosition + 1;
    }

    /** Stands in for a first entry that was not read. */
    private static Entry.Started unreadable(WorkflowHead head) {
        return new Entry.Started(
                head.name(),
                head.version(),
                head.input(),
                head.startedBy(),
                new Origin(0, head.id(), head.run()),
                head.parent(),
                head.tags());
    }

    /** This copy does not count any more: whatever was planned with it is off, and nothing of it may be written. */
    void drop() {
        if (dropped) return;
        dropped = true;
        code.stop();
        outgoing.drop(this::unknown);
        if (closing instanceof Closing.Rewind rewind) rewind.answer().tryFail(unknown());
    }

    private RuntimeException unknown() {
        return CallFailure.UNAVAILABLE.exception(
                "it is not known whether this reached %s; send it again with the same key".formatted(id));
    }

    boolean isDropped() {
        return dropped;
    }

    Status status() {
        return row.status();
    }

    boolean isCreated() {
        return row.isCreated();
    }

    /** Whether its code has come to an end, written or not. */
    boolean hasEnded() {
        return closing != null || stuck != null;
    }

    /** With how many of its first entries its code begins, when they are durable: a fork goes on from the middle. */
    int startsWith() {
        return Math.max(1, copied.size());
    }

    /** The time of an entry that was copied, or of one that is new. */
    Instant timeOf(long position, Instant cut) {
        return position < copied.size() ? copied.get((int) position).at() : cut;
    }

    /** Whether its journal is being read for a rewind. */
    boolean isBeingRead() {
        return beingRead;
    }

    void setBeingRead(boolean now) {
        beingRead = now;
    }

    /** Its code does not come back to {@code await}; says whether that is news. */
    boolean reportBusy(String line) {
        outgoing.showProgress();
        return code.reportBusy(line);
    }

    /** Takes its code away: what comes is written and not delivered. */
    void hold() {
        row.keepShowing(waitsFor(), line());
        code.hold();
    }

    /** The row takes this status with the next flush. */
    void turnTo(Status next) {
        row.turnTo(next);
        outgoing.showProgress();
    }

    void park(Report.Parked report) {
        code.park(report);
        expected.codeHasTold();
        if (status() == Status.STUCK) outgoing.showProgress();
        learn(report.facts());
        report.changes().forEach(change -> outgoing.append(new Entry.Changed(change)));
    }

    private void learn(Facts now) {
        if (row.learn(now)) outgoing.showProgress();
    }

    /** Whether everything it has under way can be left to rows in the store. */
    boolean couldSleep() {
        return code.isParked()
                && !outgoing.wakes()
                && !outgoing.isUnderWay()
                && !hasEnded()
                && !code.isHeld()
                && pending.areAllSleepers();
    }

    /** Whether rows can wake it from everything that it waits for, so that it may leave memory. */
    boolean isAsleep() {
        return status() == Status.WAITING
                && couldSleep()
                && sleepersWithoutRow().isEmpty();
    }

    /** Appends the result of a command, unless it has one; says whether it did. */
    boolean complete(int seq, Outcome outcome, Optional<String> by) {
        PendingCommand command = hasEnded() ? null : pending.remove(seq);
        if (command == null) return false;
        expected.forget(Unwanted.of(command.command));
        outgoing.append(new Entry.Completed(
                seq, command.command.kind(), command.command.name(), command.command.line(), outcome, by));
        if (by.isPresent() && command.mayHaveLeft()) outgoing.withdraw(command.withdrawal());
        settleRowOf(seq);
        return true;
    }

    private void settleRowOf(int seq) {
        if (rows.isThere(seq)) outgoing.settle(seq);
    }

    /** Its run comes to an end with the next flush. */
    void close(Closing how) {
        closing = how;
        code.stop();
        if (how instanceof Closing.NextInput next) learn(next.facts());
        if (how instanceof Closing.End(Outcome outcome, Status as, Optional<String> by))
            outgoing.append(new Entry.Finished(outcome, by));
    }

    /** The code has come to its end, and said this last. */
    void end(Report.Ended ended, Status as) {
        learn(ended.facts());
        close(new Closing.End(ended.outcome(), as, Optional.empty()));
    }

    /** Nobody waits for the command any more: its row goes, and if it may have left, it is withdrawn; says whether it is. */
    boolean giveUp(Unwanted lost) {
        PendingCommand known = pending.find(lost.seq());
        boolean mayHaveLeft;
        if (known != null && known.command.origin().equals(lost.origin())) {
            mayHaveLeft = known.mayHaveLeft();
            pending.remove(lost.seq());
            settleRowOf(lost.seq());
        } else {
            mayHaveLeft = lost.mayHaveLeft() && lost.isSent();
        }
        if (mayHaveLeft) outgoing.withdraw(CancellationRow.of(lost));
        return mayHaveLeft;
    }

    void getStuck(Outcome.Failure why) {
        stuck = why;
        code.stop();
    }

    /** Appends that steps have begun which are still under way, so that people see them; says whether there are any new. */
    boolean noteSlowSteps() {
        boolean any = false;
        for (PendingCommand slow : pending) {
            if (slow.noted || !(slow.command.request() instanceof Request.Local)) continue;
            note(slow);
            any = true;
        }
        return any;
    }

    /** Appends that a command was given. */
    void note(PendingCommand given) {
        given.noted = true;
        outgoing.append(given.note());
    }

    /**
     * Timers and waits leave no entry when they are given, so code may change them under a sleeper: rows that are not of a
     * command that waits now go with the next flush.
     */
    void settleRowsOfOtherCode() {
        rows.ofOtherCode(pending).forEach(outgoing::settle);
    }

    /** Writes its timer and waiter rows with the next flush; says whether there are any to write. */
    boolean writeRows() {
        boolean missing = !sleepersWithoutRow().isEmpty();
        outgoing.writeRows(missing);
        return missing;
    }

    /** Cuts what the next flush does to it; empty if there is nothing any more. Everything is computed here and not before. */
    Optional<Part> cut(Instant at) {
        Part part = Parts.of(this, outgoing.draft(), at, !rows.isEmpty(), expected.calls());
        if (!outgoing.take(part)) return Optional.empty();
        nextPosition += part.entries().size();
        rows.areWritten(part);
        notesMayBeRead(part, true);
        return Optional.of(part);
    }

    /** What it waits for that no row says yet. */
    List<PendingCommand> sleepersWithoutRow() {
        return rows.missingOf(pending);
    }

    /** What was cut is committed. */
    void committed(Part part) {
        outgoing.committed();
        rows.committed(part);
        row.committed(part);
        code.keep(part.entries());
    }

    /** Tells those who waited for what was committed. */
    void answer() {
        copied = List.of();
        outgoing.answer();
    }

    /** What was cut has certainly not been written, and is ours to write still: it goes back to the front. */
    void rolledBack(Part part) {
        rows.rolledBack();
        nextPosition -= part.entries().size();
        outgoing.rolledBack(part);
        notesMayBeRead(part, false);
    }

    private void notesMayBeRead(Part part, boolean now) {
        for (Recorded recorded : part.entries()) {
            if (!(recorded.entry() instanceof Entry.Called called)) continue;
            PendingCommand given = pending.find(called.seq());
            if (given != null) given.mayBeRead = now;
        }
    }

    @Nullable
    Closing closing() {
        return closing;
    }

    Outcome.@Nullable Failure whyStuck() {
        return stuck;
    }

    /** What it is busy with or waits for, as people read it. */
    Optional<String> waitsFor() {
        return code.busyAt()
                .map(line -> "its own code, which holds its thread at " + line)
                .or(() -> code.isHeld() ? row.shownWait() : pending.description());
    }

    /** Where in the author's code it waits. */
    Optional<String> line() {
        return code.isHeld() ? row.shownLine() : code.line();
    }

    long nextPosition() {
        return nextPosition;
    }

    /** What people would see of it, as committed. */
    WorkflowHead head() {
        return RowChanges.head(this);
    }
}
