package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Part.AuditRow;
import io.dormouse.engine.store.Part.KeyRow;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.function.Supplier;

/** What goes from a workflow to the store: what waits for the next flush, and what is in the one under way. */
final class Outgoing {
    /** In the flush under way, if there is none. Never written to. */
    private static final Draft NOTHING = new Draft();

    private Draft draft = new Draft();
    private Draft cut = NOTHING;
    private Optional<Part> underWay = Optional.empty();

    /** What waits for the next flush. */
    Draft draft() {
        return draft;
    }

    /** Appends an entry with the next flush. It is handed over only when that has committed. */
    void append(Entry entry) {
        draft.append(entry);
    }

    /** Appends what somebody outside did, with the row that tells who, and answers when that is durable. */
    void append(Entry entry, AuditRow row, Promise<Void> answer) {
        append(entry);
        note(row, answer);
    }

    /** Goes with the next flush: the row that tells who did something, and whoever waits for that to be durable. */
    void note(AuditRow row, Promise<Void> answer) {
        note(row);
        draft.answer(answer);
    }

    void note(AuditRow row) {
        draft.note(row);
    }

    /** Goes with the next flush: the key of an order, so that it is known to be carried out. */
    void remember(KeyRow order) {
        draft.remember(order);
    }

    /** As {@link #remember(KeyRow)}, for an order that finds nothing left to do; answers when that is durable, and all before it. */
    void remember(KeyRow order, Promise<Void> answer) {
        remember(order);
        draft.answer(answer);
    }

    /** Makes what the workflow is busy with visible to people with the next flush. */
    void showProgress() {
        draft.showProgress = true;
    }

    boolean wantsToShowProgress() {
        return draft.showProgress;
    }

    /** Becomes {@code WAITING} with the next flush, unless something happens before it is cut. */
    void fallAsleep() {
        draft.fallAsleep = true;
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
        cut = draft;
        draft = new Draft();
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
        (draft.isEmpty() ? cut : draft).answer(written);
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
        draft.putBack(part, cut);
        cut = NOTHING;
    }

    /** Nothing of it may be written any more, and nobody knows of what is under way. */
    void drop(Supplier<RuntimeException> unknown) {
        cut.answers().forEach(answer -> answer.tryFail(unknown.get()));
        draft.answers().forEach(answer -> answer.tryFail(unknown.get()));
    }
}
