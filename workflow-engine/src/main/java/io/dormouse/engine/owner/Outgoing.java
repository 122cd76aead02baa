package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Part.AuditRow;
import io.dormouse.engine.store.Part.CancellationRow;
import io.dormouse.engine.store.Part.KeyRow;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.function.Supplier;

/** What goes from a workflow to the store: what waits for the next flush, and what is in the one under way. */
final class Outgoing {
    /** Stands where there is none, for all who have nothing to write. Never written to. */
    private static final Draft NOTHING = new Draft();

    private Draft draft = NOTHING;
    private Draft cut = NOTHING;
    private Optional<Part> underWay = Optional.empty();

    /** What waits for the next flush, to be read. */
    Draft draft() {
        return draft;
    }

    private Draft toBeWritten() {
        if (draft == NOTHING) draft = new Draft();
        return draft;
    }

    /** Appends an entry with the next flush. It is handed over only when that has committed. */
    void append(Entry entry) {
        toBeWritten().append(entry);
    }

    /** Appends what somebody outside did, with the row that tells who, and answers when that is durable. */
    void append(Entry entry, AuditRow row, Promise<Void> answer) {
        append(entry);
        note(row, answer);
    }

    /** Goes with the next flush: the row that tells who did something, and whoever waits for that to be durable. */
    void note(AuditRow row, Promise<Void> answer) {
        note(row);
        toBeWritten().answer(answer);
    }

    void note(AuditRow row) {
        toBeWritten().note(row);
    }

    /** Goes with the next flush: the key of an order, so that it is known to be carried out. */
    void remember(KeyRow order) {
        toBeWritten().remember(order);
    }

    /** As {@link #remember(KeyRow)}, for an order that finds nothing left to do; answers when that is durable, and all before it. */
    void remember(KeyRow order, Promise<Void> answer) {
        remember(order);
        toBeWritten().answer(answer);
    }

    /** The timer or waiter row of a command goes with the next flush. */
    void settle(int seq) {
        toBeWritten().settle(seq);
    }

    /** A call is to be withdrawn; the next flush says so. */
    void withdraw(CancellationRow call) {
        toBeWritten().withdraw(call);
    }

    /** Whether the next flush writes its timer and waiter rows. */
    void writeRows(boolean missing) {
        if (missing || draft.writeRows) toBeWritten().writeRows = missing;
    }

    /** Makes what the workflow is busy with visible to people with the next flush. */
    void showProgress() {
        toBeWritten().showProgress = true;
    }

    boolean wantsToShowProgress() {
        return draft.showProgress;
    }

    /** Becomes {@code WAITING} with the next flush, unless something happens before it is cut. */
    void fallAsleep() {
        toBeWritten().fallAsleep = true;
    }

    /** Whether there is something to write. */
    boolean hasSomethingToWrite() {
        return !draft.isEmpty() || draft.showProgress;
    }

    /** Whether the workflow must not be taken for a sleeper by whoever comes after a crash: something comes to it, or rows of it go. */
    boolean wakes() {
        return !draft.entries().isEmpty() || !draft.settled().isEmpty();
    }

    /** Whether anything but a wish about the row waits, or is on its way. */
    boolean isBeingWritten() {
        return underWay.isPresent() || !draft.isEmpty();
    }

    boolean isUnderWay() {
        return underWay.isPresent();
    }

    /** The next flush takes this part; says whether there is anything in it. */
    boolean take(Part part) {
        if (isUnderWay())
            throw new IllegalStateException("it is not known yet what became of the part before this one");
        cut = toBeWritten();
        draft = NOTHING;
        boolean empty = part.created().isEmpty()
                && part.entries().isEmpty()
                && part.change().isEmpty()
                && part.timers().isEmpty()
                && part.waiters().isEmpty()
                && cut.isEmpty();
        if (!empty) underWay = Optional.of(part);
        return !empty;
    }

    void committed() {
        underWay = Optional.empty();
    }

    /** Complete when all that was given so far is durable, fails if it may not be. */
    Future<Void> durable() {
        if (!isBeingWritten()) return Future.succeededFuture();
        Promise<Void> written = Promise.promise();
        (draft.isEmpty() ? cut : toBeWritten()).answer(written);
        return written.future();
    }

    /** Tells those who waited for what was committed. */
    void answer() {
        Draft written = cut;
        cut = NOTHING;
        written.answers().forEach(Promise::tryComplete);
    }

    /** What was cut has certainly not been written, and is ours to write still: it goes back to the front. */
    void rolledBack(Part part) {
        underWay = Optional.empty();
        toBeWritten().putBack(part, cut);
        cut = NOTHING;
    }

    /** Nothing of it may be written any more, and nobody knows of what is under way. */
    void drop(Supplier<RuntimeException> unknown) {
        cut.answers().forEach(answer -> answer.tryFail(unknown.get()));
        draft.answers().forEach(answer -> answer.tryFail(unknown.get()));
    }
}
