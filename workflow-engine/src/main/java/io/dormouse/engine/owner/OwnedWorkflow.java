package io.dormouse.engine.owner;

import io.dormouse.contracts.CallFailure;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.replay.Facts;
import io.dormouse.engine.replay.Report;
import io.dormouse.engine.replay.Request;
import io.dormouse.engine.replay.SentCalls;
import io.dormouse.engine.replay.Unwanted;
import io.dormouse.engine.store.Outline;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Part.AuditRow;
import io.dormouse.engine.store.Part.CancellationRow;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.Stored;
import io.dormouse.engine.store.WaitRow;
import io.dormouse.engine.store.WorkflowHead;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** The timer and waiter rows that are committed, by the number of their command. */
    private final Map<Integer, WaitRow> rows = new HashMap<>(2);

    /** Of those, what was under way when the run was rewound: the code may never come to it, and so never tell of it. */
    private final Set<String> carriedCalls = new HashSet<>(0);

    /** What an outline or a journal says was sent and has no result; once the code has told, only what was carried. */
    private final List<CancellationRow> openCalls = new ArrayList<>(0);

    final CodeRun code;

    /** Whether {@link Bedtime} has an eye on it. */
    boolean isWatched;

    private boolean dropped;
    private Status status;
    private final Status readAs;
    private boolean created;
    private boolean beingRead;
    private List<Recorded> copied = List.of();
    private @Nullable Status turningTo;
    private Optional<String> shownWait = Optional.empty();
    private Optional<String> shownLine = Optional.empty();
    private Instant createdAt;
    private Instant updatedAt;
    private long nextPosition;
    private Facts facts;
    private @Nullable Closing closing;
    private Outcome.@Nullable Failure stuck;
    private Draft draft = new Draft();
    private @Nullable Part underWay;
    private Draft cut = new Draft();

    /** One that starts now: its row and first entries are still to be written. */
    OwnedWorkflow(String id, int partition, List<Entry> journal, Instant now) {
        this.id = id;
        this.partition = partition;
        this.run = 0;
        this.started = (Entry.Started) journal.getFirst();
        this.createdAt = now;
        this.updatedAt = now;
        this.status = Status.RUNNING;
        this.readAs = Status.RUNNING;
        this.facts = new Facts(Optional.empty(), started.tags());
        draft.entries.addAll(journal);
        this.code = new CodeRun(0);
    }

    /** A fork: it goes on from the end of this journal, whose entries keep their times. */
    OwnedWorkflow(String id, int partition, List<Recorded> journal) {
        this.id = id;
        this.partition = partition;
        this.run = 0;
        this.started = (Entry.Started) journal.getFirst().entry();
        this.createdAt = journal.getLast().at();
        this.updatedAt = createdAt;
        this.status = Status.RUNNING;
        this.readAs = Status.RUNNING;
        this.facts = new Facts(Optional.empty(), started.tags());
        this.copied = journal;
        this.code = new CodeRun(journal.size() - 1);
        journal.forEach(recorded -> draft.entries.add(recorded.entry()));
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
                stored.head().run(),
                stored.journal().isEmpty() ? -1 : stored.journal().getLast().position());
        rows.putAll(stored.waits());
        expect(journal);
    }

    /** One of which only the outline was read, to be written to without its code. */
    OwnedWorkflow(Outline outline) {
        this(outline.head(), unreadable(outline.head()), outline.head().run(), outline.lastPosition());
        rows.putAll(outline.waits());
        code.hold();
        openCalls.addAll(outline.openCalls());
    }

    /** The run that goes on after another one of the same workflow. */
    OwnedWorkflow(OwnedWorkflow before, Part.NextRun next) {
        this(
                before.head(),
                (Entry.Started) next.entries().getFirst().entry(),
                next.run(),
                next.entries().size() - 1);
        status = Status.RUNNING;
        expect(next.entries());
    }

    /** Until the code has told what it waits for, its journal does. */
    private void expect(List<Recorded> journal) {
        for (Unwanted sent : SentCalls.open(journal)) openCalls.add(Parts.cancellation(sent));
        carriedCalls.addAll(SentCalls.carried(journal));
    }

    private OwnedWorkflow(WorkflowHead head, Entry.Started started, int run, long lastPosition) {
        this.id = head.id();
        this.partition = head.partition();
        this.run = run;
        this.started = started;
        this.createdAt = head.createdAt();
        this.updatedAt = head.updatedAt();
        this.status = head.status();
        this.readAs = head.status();
        this.facts = new Facts(head.statusText(), head.tags());
        this.shownWait = head.waitingFor();
        this.shownLine = head.sourceLine();
        this.created = true;
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
        RuntimeException unknown = CallFailure.UNAVAILABLE.exception(
                "it is not known whether this reached %s; send it again with the same key".formatted(id));
        cut.answers.forEach(answer -> answer.tryFail(unknown));
        draft.answers.forEach(answer -> answer.tryFail(unknown));
        if (closing instanceof Closing.Rewind rewind) rewind.answer().tryFail(unknown);
    }

    boolean isDropped() {
        return dropped;
    }

    Status status() {
        return status;
    }

    /** Whether it was asleep when it was read, so that all that it waits for had been acknowledged. */
    boolean wasAsleep() {
        return readAs == Status.WAITING;
    }

    boolean isCreated() {
        return created;
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
        draft.showProgress = true;
        return code.reportBusy(line);
    }

    /** Takes its code away: what comes is written and not delivered. */
    void hold() {
        shownWait = waitsFor();
        shownLine = line();
        code.hold();
    }

    /** The row takes this status with the next flush. */
    void turnTo(Status next) {
        turningTo = next;
        draft.showProgress = true;
    }

    @Nullable
    Status turningTo() {
        return turningTo;
    }

    void park(Report.Parked report) {
        code.park(report);
        openCalls.removeIf(row -> !carriedCalls.contains(row.key()));
        if (status == Status.STUCK) draft.showProgress = true;
        learn(report.facts());
        report.changes().forEach(change -> append(new Entry.Changed(change)));
    }

    private void learn(Facts now) {
        if (!now.equals(facts)) draft.showProgress = true;
        facts = now;
    }

    /** Whether everything it has under way can be left to rows in the store. */
    boolean couldSleep() {
        return code.isParked()
                && draft.entries.isEmpty()
                && draft.settled.isEmpty()
                && underWay == null
                && !hasEnded()
                && !code.isHeld()
                && pending.areAllSleepers();
    }

    /** Whether rows can wake it from everything that it waits for, so that it may leave memory. */
    boolean isAsleep() {
        return status == Status.WAITING && couldSleep() && sleepersWithoutRow().isEmpty();
    }

    /** Appends an entry with the next flush. It is handed over only when that has committed. */
    void append(Entry entry) {
        draft.entries.add(entry);
    }

    /** Appends what somebody outside did to it, with the row that tells who, and answers when that is durable. */
    void append(Entry entry, AuditRow row, Promise<Void> answer) {
        append(entry);
        draft.audit.add(row);
        draft.answers.add(answer);
    }

    /** Goes with the next flush: the row that tells who did something, and whoever waits for that to be durable. */
    void note(AuditRow row, Promise<Void> answer) {
        note(row);
        draft.answers.add(answer);
    }

    void note(AuditRow row) {
        draft.audit.add(row);
    }

    /** Answers when all that was appended so far is durable. */
    void answerWithWhatIsWritten(Promise<Void> answer) {
        if (!draft.isEmpty()) draft.answers.add(answer);
        else if (underWay != null) cut.answers.add(answer);
        else answer.tryComplete();
    }

    /** Appends the result of a command, unless it has one; says whether it did. */
    boolean complete(int seq, Outcome outcome, Optional<String> by) {
        PendingCommand command = hasEnded() ? null : pending.remove(seq);
        if (command == null) return false;
        forgetOpenCall(Unwanted.of(command.command));
        append(new Entry.Completed(
                seq, command.command.kind(), command.command.name(), command.command.line(), outcome, by));
        if (by.isPresent() && command.mayHaveLeft()) draft.cancellations.add(Parts.cancellation(command));
        settleRowOf(seq);
        return true;
    }

    private void forgetOpenCall(Unwanted call) {
        if (call.isSent()) openCalls.removeIf(row -> row.key().equals(call.key()));
    }

    private void settleRowOf(int seq) {
        if (rows.containsKey(seq) || rowIsBeingWritten(seq)) draft.settled.add(seq);
    }

    private boolean rowIsBeingWritten(int seq) {
        return underWay != null
                && (underWay.timers().stream().anyMatch(row -> row.seq() == seq)
                        || underWay.waiters().stream().anyMatch(row -> row.seq() == seq));
    }

    /** Its run comes to an end with the next flush. */
    void close(Closing how) {
        closing = how;
        if (how instanceof Closing.NextInput next) learn(next.facts());
        if (how instanceof Closing.End(Outcome outcome, Status as, Optional<String> by))
            append(new Entry.Finished(outcome, by));
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
        if (mayHaveLeft) draft.cancellations.add(Parts.cancellation(lost));
        return mayHaveLeft;
    }

    void getStuck(Outcome.Failure why) {
        stuck = why;
    }

    /** Appends that steps have begun which are still under way, so that people see them. */
    void noteSlowSteps() {
        for (PendingCommand slow : pending) {
            if (!slow.noted && slow.command.request() instanceof Request.Local) note(slow);
        }
    }

    /** Appends that a command was given. */
    void note(PendingCommand given) {
        given.noted = true;
        append(given.note());
    }

    /**
     * Timers and waits leave no entry when they are given, so code may change them under a sleeper: rows that are not of a
     * command that waits now go with the next flush.
     */
    void settleRowsOfOtherCode() {
        rows.forEach((seq, row) -> {
            PendingCommand waits = pending.find(seq);
            boolean fits = waits != null && waits.row().filter(row::equals).isPresent();
            if (!fits && !draft.settled.contains(seq)) draft.settled.add(seq);
        });
    }

    /** Whether there is something to write. */
    boolean hasSomethingToWrite() {
        return !draft.isEmpty() || draft.showProgress;
    }

    /** Makes what it is busy with visible to people with the next flush. */
    void showProgress() {
        draft.showProgress = true;
    }

    /** Writes its timer and waiter rows with the next flush; says whether there are any to write. */
    boolean writeRows() {
        draft.writeRows = !sleepersWithoutRow().isEmpty();
        return draft.writeRows;
    }

    /** Becomes {@code WAITING} with the next flush, unless something happens before it is cut. */
    void fallAsleep() {
        draft.fallAsleep = true;
    }

    /** Cuts what the next flush does to it; empty if there is nothing any more. Everything is computed here and not before. */
    Optional<Part> cut(Instant at) {
        Part part = Parts.of(this, draft, at, !rows.isEmpty(), openCalls);
        cut = draft;
        draft = new Draft();
        boolean empty = created
                && part.entries().isEmpty()
                && part.change().isEmpty()
                && part.timers().isEmpty()
                && part.waiters().isEmpty()
                && cut.isEmpty();
        if (empty) return Optional.empty();
        nextPosition += part.entries().size();
        underWay = part;
        return Optional.of(part);
    }

    /** What it waits for that no row says yet. */
    List<PendingCommand> sleepersWithoutRow() {
        return pending.sleepersWithoutRow(rows);
    }

    /** What was cut is committed. */
    void committed(Part part) {
        underWay = null;
        if (!created) createdAt = part.at();
        created = true;
        updatedAt = part.at();
        part.change().ifPresent(change -> {
            status = change.status();
            if (status == turningTo) turningTo = null;
        });
        code.keep(part.entries());
        part.settled().forEach(rows::remove);
        part.timers().forEach(row -> rows.put(row.seq(), new WaitRow.Timer(row.due())));
        part.waiters().forEach(row -> rows.put(row.seq(), new WaitRow.Event(row.key())));
    }

    /** Tells those who waited for what was committed. */
    void answer() {
        copied = List.of();
        Draft written = cut;
        cut = new Draft();
        written.answers.forEach(Promise::tryComplete);
    }

    /** What was cut has certainly not been written, and is ours to write still: it goes back to the front. */
    void rolledBack(Part part) {
        underWay = null;
        nextPosition -= part.entries().size();
        draft.putBack(part, cut);
        cut = new Draft();
    }

    boolean isBeingWritten() {
        return underWay != null || !draft.isEmpty();
    }

    @Nullable
    Closing closing() {
        return closing;
    }

    Outcome.@Nullable Failure whyStuck() {
        return stuck;
    }

    Facts facts() {
        return facts;
    }

    boolean wantsToShowProgress() {
        return draft.showProgress;
    }

    /** Whether it must not be taken for a sleeper by whoever comes after a crash: something comes to it, or rows of it go. */
    boolean wakes() {
        return !draft.entries.isEmpty() || !draft.settled.isEmpty();
    }

    /** What it is busy with or waits for, as people read it. */
    Optional<String> waitsFor() {
        return code.busyAt()
                .map(line -> "its own code, which holds its thread at " + line)
                .or(() -> code.isHeld() ? shownWait : pending.description());
    }

    /** Where in the author's code it waits. */
    Optional<String> line() {
        return code.isHeld() ? shownLine : code.line();
    }

    long nextPosition() {
        return nextPosition;
    }

    /** What people would see of it, as committed. */
    WorkflowHead head() {
        return RowChanges.head(this, createdAt, updatedAt);
    }
}
