package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.replay.Command;
import io.dormouse.engine.replay.Execution;
import io.dormouse.engine.replay.Report;
import io.dormouse.engine.replay.Request;
import io.dormouse.engine.store.Outline;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Part.AuditRow;
import io.dormouse.engine.store.Part.CancellationRow;
import io.dormouse.engine.store.Part.RowChange;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.Stored;
import io.dormouse.engine.store.WaitRow;
import io.dormouse.engine.store.WorkflowHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** The timer and waiter rows that are committed, by the number of their command. */
    private final Map<Integer, WaitRow> rows = new HashMap<>(2);

    /** Fed by commits; absent until the first of them. */
    @Nullable
    Execution execution;

    /** Whether {@link Bedtime} has an eye on it. */
    boolean isWatched;

    private boolean dropped;
    private Status status;
    private boolean created;
    private Instant createdAt;
    private long nextPosition;
    private long delivered;
    private Instant updatedAt;
    private @Nullable Outcome end;
    private Status endStatus = Status.COMPLETED;
    private Outcome.@Nullable Failure stuck;
    private Report.@Nullable Parked parked;

    private List<Entry> outbox = new ArrayList<>(2);
    private List<Integer> settled = new ArrayList<>(1);
    private @Nullable Part underWay;
    private List<CancellationRow> unwanted = new ArrayList<>(0);
    private List<String> signalIds = new ArrayList<>(0);
    private List<AuditRow> audit = new ArrayList<>(0);
    private boolean showProgress;
    private boolean writeRows;
    private boolean fallAsleep;

    /** One that starts now: its row and first entry are still to be written. */
    OwnedWorkflow(String id, int partition, Entry.Started started, Instant now) {
        this.id = id;
        this.partition = partition;
        this.run = 0;
        this.started = started;
        this.createdAt = now;
        this.updatedAt = now;
        this.status = Status.RUNNING;
        outbox.add(started);
    }

    /**
     * One that was read.
     *
     * @param journal as much of it as this code can read; nothing at all if it is only to be marked as stuck
     */
    OwnedWorkflow(Stored stored, List<Recorded> journal) {
        WorkflowHead head = stored.head();
        this.id = head.id();
        this.partition = head.partition();
        this.run = head.run();
        this.started = journal.isEmpty()
                ? unreadable(head)
                : (Entry.Started) journal.getFirst().entry();
        this.createdAt = head.createdAt();
        this.updatedAt = head.updatedAt();
        this.status = head.status();
        this.created = true;
        this.delivered =
                stored.journal().isEmpty() ? -1 : stored.journal().getLast().position();
        this.nextPosition = delivered + 1;
        rows.putAll(stored.waits());
    }

    /** One of which only the outline was read, to be ended without its code. */
    OwnedWorkflow(Outline outline) {
        WorkflowHead head = outline.head();
        this.id = head.id();
        this.partition = head.partition();
        this.run = head.run();
        this.started = unreadable(head);
        this.createdAt = head.createdAt();
        this.updatedAt = head.updatedAt();
        this.status = head.status();
        this.created = true;
        this.delivered = outline.lastPosition();
        this.nextPosition = delivered + 1;
        outline.waits().forEach(rows::put);
        unwanted.addAll(outline.openCalls());
    }

    /** Stands in for a first entry that cannot be read; such a workflow is only ever marked as stuck. */
    private static Entry.Started unreadable(WorkflowHead head) {
        return new Entry.Started(
                head.name(), head.version(), head.input(), head.startedBy(), new Origin(0, head.id(), head.run()));
    }

    /** This copy does not count any more: whatever was planned with it is off, and nothing of it may be written. */
    void drop() {
        dropped = true;
    }

    boolean isDropped() {
        return dropped;
    }

    Status status() {
        return status;
    }

    boolean isCreated() {
        return created;
    }

    /** Whether its code has come to an end, written or not. */
    boolean hasEnded() {
        return end != null || stuck != null;
    }

    boolean isParked() {
        return parked != null && parked.position() == delivered;
    }

    /** What tells one wait of the code from the next. */
    @Nullable
    Object presentWait() {
        return parked;
    }

    void park(Report.Parked report) {
        parked = report;
        if (status == Status.STUCK) showProgress = true;
    }

    /** Whether everything it has under way can be left to rows in the store. */
    boolean couldSleep() {
        return isParked()
                && outbox.isEmpty()
                && settled.isEmpty()
                && underWay == null
                && end == null
                && stuck == null
                && pending.areAllSleepers();
    }

    /** Whether rows can wake it from everything that it waits for, so that it may leave memory. */
    boolean isAsleep() {
        return status == Status.WAITING
                && couldSleep()
                && pending.sleepersWithoutRow(rows).isEmpty();
    }

    /** Appends an entry with the next flush. It is handed over only when that has committed. */
    void append(Entry entry) {
        outbox.add(entry);
    }

    /** Appends the result of a command, unless it has one; says whether it did. */
    boolean complete(int seq, Outcome outcome) {
        PendingCommand command = hasEnded() ? null : pending.remove(seq);
        if (command == null) return false;
        Command given = command.command;
        append(new Entry.Completed(seq, given.kind(), given.name(), given.line(), outcome, Optional.empty()));
        if (rows.containsKey(seq) || rowIsBeingWritten(seq)) settled.add(seq);
        return true;
    }

    private boolean rowIsBeingWritten(int seq) {
        return underWay != null
                && (underWay.timers().stream().anyMatch(row -> row.seq() == seq)
                        || underWay.waiters().stream().anyMatch(row -> row.seq() == seq));
    }

    /** Appends what somebody outside did to it, with the row that tells who. */
    void append(Entry entry, AuditRow row) {
        append(entry);
        audit.add(row);
        if (entry instanceof Entry.Signalled signalled) signalIds.add(signalled.signalId());
    }

    void end(Outcome outcome, Status as) {
        end = outcome;
        endStatus = as;
        append(new Entry.Finished(outcome));
    }

    /** Ends it without its code. */
    void terminate(Outcome.Failure why, AuditRow row) {
        audit.add(row);
        end(why, Status.TERMINATED);
    }

    /** Nobody waits for the command any more: its row goes, and if it may have left, it is withdrawn. */
    void giveUp(Command command) {
        PendingCommand known = pending.remove(command.seq());
        PendingCommand given = known == null ? new PendingCommand(command) : known;
        if (given.mayHaveLeft()) unwanted.add(cancellation(given));
        if (rows.containsKey(command.seq()) || rowIsBeingWritten(command.seq())) settled.add(command.seq());
    }

    /** Whether something waits to be written that no entry says. */
    boolean hasGivenUp() {
        return !unwanted.isEmpty() || !settled.isEmpty();
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
        append(given.note(started.origin()));
    }

    /**
     * Timers and waits leave no entry when they are given, so code may change them under a sleeper: rows that are not of a
     * command that waits now go with the next flush. Says whether there are any.
     */
    boolean settleRowsOfOtherCode() {
        rows.forEach((seq, row) -> {
            PendingCommand waits = pending.find(seq);
            boolean fits = waits != null && waits.row().filter(row::equals).isPresent();
            if (!fits && !settled.contains(seq)) settled.add(seq);
        });
        return !settled.isEmpty();
    }

    /** Makes what it is busy with visible to people with the next flush. */
    void showProgress() {
        showProgress = true;
    }

    /** Writes its timer and waiter rows with the next flush; says whether there are any to write. */
    boolean writeRows() {
        writeRows = !pending.sleepersWithoutRow(rows).isEmpty();
        return writeRows;
    }

    /** Becomes {@code WAITING} with the next flush, unless something happens before it is cut. */
    void fallAsleep() {
        fallAsleep = true;
    }

    /** Cuts what the next flush does to it; empty if there is nothing any more. Everything is computed here and not before. */
    Optional<Part> cut(Instant at) {
        List<Recorded> entries = new ArrayList<>(outbox.size());
        for (Entry entry : outbox) entries.add(new Recorded(nextPosition++, at, entry));
        boolean asleep = fallAsleep && couldSleep();
        Optional<RowChange> change = change(asleep);
        List<PendingCommand> unwritten = writeRows ? pending.sleepersWithoutRow(rows) : List.of();
        Part part = new Part(
                id,
                partition,
                run,
                at,
                created
                        ? Optional.empty()
                        : Optional.of(new Part.NewWorkflow(
                                started.name(), started.version(), started.input(), started.startedBy())),
                entries,
                change,
                PendingCommands.timers(unwritten),
                PendingCommands.waiters(unwritten),
                settled,
                end != null && !rows.isEmpty(),
                end == null ? unwanted : cancellations(),
                signalIds,
                audit);
        outbox = new ArrayList<>(2);
        settled = new ArrayList<>(1);
        unwanted = new ArrayList<>(0);
        signalIds = new ArrayList<>(0);
        audit = new ArrayList<>(0);
        showProgress = false;
        writeRows = false;
        fallAsleep = false;
        boolean empty = created
                && entries.isEmpty()
                && change.isEmpty()
                && unwritten.isEmpty()
                && part.settled().isEmpty()
                && part.cancellations().isEmpty();
        if (empty) return Optional.empty();
        underWay = part;
        return Optional.of(part);
    }

    private Optional<RowChange> change(boolean asleep) {
        if (end != null) {
            return Optional.of(
                    switch (end) {
                        case Outcome.Success success ->
                            new RowChange(
                                    endStatus,
                                    Optional.of(success.json()),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty());
                        case Outcome.Failure failure ->
                            new RowChange(
                                    endStatus,
                                    Optional.empty(),
                                    Optional.of(EntryCodec.failureJson(failure)),
                                    Optional.empty(),
                                    Optional.empty());
                    });
        }
        if (stuck != null) {
            return Optional.of(new RowChange(
                    Status.STUCK,
                    Optional.empty(),
                    Optional.of(EntryCodec.failureJson(stuck)),
                    Optional.empty(),
                    line()));
        }
        if (asleep) return Optional.of(progress(Status.WAITING));
        boolean wakes = status == Status.WAITING && !outbox.isEmpty();
        return wakes || showProgress
                ? Optional.of(progress(status == Status.WAITING && !wakes ? Status.WAITING : Status.RUNNING))
                : Optional.empty();
    }

    private RowChange progress(Status now) {
        return new RowChange(now, Optional.empty(), Optional.empty(), pending.description(), line());
    }

    private Optional<String> line() {
        return Optional.ofNullable(parked).map(Report.Parked::line);
    }

    /** The calls that have left, or may have, and that nobody will hear of. */
    private List<CancellationRow> cancellations() {
        List<CancellationRow> all = new ArrayList<>(unwanted);
        pending.sentCalls().forEach(sent -> all.add(cancellation(sent)));
        return all;
    }

    private CancellationRow cancellation(PendingCommand sent) {
        Request.ServiceCall call = sent.serviceCall().orElseThrow();
        return new CancellationRow(
                sent.command.seq(), call.address(), started.origin().key(sent.command.seq()));
    }

    /** What was cut is committed. */
    void committed(Part part) {
        underWay = null;
        if (!created) createdAt = part.at();
        created = true;
        updatedAt = part.at();
        part.change().ifPresent(change -> status = change.status());
        part.settled().forEach(rows::remove);
        part.timers().forEach(row -> rows.put(row.seq(), new WaitRow.Timer(row.due())));
        part.waiters().forEach(row -> rows.put(row.seq(), new WaitRow.Event(row.key())));
    }

    /** What was cut has certainly not been written, and is ours to write still: it goes back to the front. */
    void rolledBack(Part part) {
        underWay = null;
        nextPosition -= part.entries().size();
        outbox.addAll(0, part.entries().stream().map(Recorded::entry).toList());
        settled.addAll(0, part.settled());
        unwanted.addAll(0, part.cancellations());
        signalIds.addAll(0, part.signalIds());
        audit.addAll(0, part.audit());
        writeRows |= !part.timers().isEmpty() || !part.waiters().isEmpty();
        part.change().filter(change -> change.status() == Status.RUNNING).ifPresent(change -> showProgress = true);
        part.change().filter(change -> change.status() == Status.WAITING).ifPresent(change -> fallAsleep = true);
    }

    boolean isBeingWritten() {
        return underWay != null || !outbox.isEmpty() || !settled.isEmpty();
    }

    /** Hands a committed entry to the code. */
    void deliver(Recorded recorded) {
        Execution code = execution;
        if (code == null) return;
        delivered = recorded.position();
        code.put(recorded);
    }

    /** What people would see of it, as committed. */
    WorkflowHead head() {
        return new WorkflowHead(
                id,
                partition,
                started.name(),
                started.version(),
                status,
                run,
                started.input(),
                end instanceof Outcome.Success success ? Optional.of(success.json()) : Optional.empty(),
                end instanceof Outcome.Failure failure
                        ? Optional.of(EntryCodec.failureJson(failure))
                        : Optional.empty(),
                Optional.empty(),
                line(),
                Optional.empty(),
                started.startedBy(),
                createdAt,
                updatedAt,
                status.isEnd() ? Optional.of(updatedAt) : Optional.empty());
    }
}
