package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.replay.Few;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Part.AuditRow;
import io.dormouse.engine.store.Part.CancellationRow;
import io.dormouse.engine.store.Part.KeyRow;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits to be written of one workflow. The next flush takes all of it; one that is rolled back gives it back. Most of it is empty most of
 * the time, and whatever is empty holds no list: hundreds of thousands of workflows may wait in memory.
 */
final class Draft {
    private List<Entry> entries = List.of();
    private List<Integer> settled = List.of();
    private List<CancellationRow> cancellations = List.of();
    private List<AuditRow> audit = List.of();
    private List<KeyRow> orders = List.of();
    private List<Promise<Void>> answers = List.of();

    /** Makes what it is busy with visible to people. */
    boolean showProgress;

    /** Writes its timer and waiter rows. */
    boolean writeRows;

    /** Becomes {@code WAITING}, unless something happens before it is cut. */
    boolean fallAsleep;

    /** Appends an entry. */
    void append(Entry entry) {
        entries = Few.with(entries, entry);
    }

    /** The timer or waiter row of a command goes. */
    void settle(int seq) {
        if (!settled.contains(seq)) settled = Few.with(settled, seq);
    }

    /** A call is to be withdrawn. */
    void withdraw(CancellationRow call) {
        cancellations = Few.with(cancellations, call);
    }

    void note(AuditRow row) {
        audit = Few.with(audit, row);
    }

    /** Keeps the key of an order that this carries out. */
    void remember(KeyRow order) {
        orders = Few.with(orders, order);
    }

    /** Somebody waits for this to be durable. */
    void answer(Promise<Void> waiting) {
        answers = Few.with(answers, waiting);
    }

    List<Entry> entries() {
        return entries;
    }

    List<Integer> settled() {
        return settled;
    }

    List<CancellationRow> cancellations() {
        return cancellations;
    }

    List<AuditRow> audit() {
        return audit;
    }

    List<Promise<Void>> answers() {
        return answers;
    }

    /** Whether nothing of it is more than a wish about the row. */
    boolean isEmpty() {
        return entries.isEmpty() && settled.isEmpty() && cancellations.isEmpty() && audit.isEmpty() && orders.isEmpty();
    }

    List<KeyRow> keys() {
        List<KeyRow> keys = new ArrayList<>(orders);
        for (Entry entry : entries) {
            if (entry instanceof Entry.Signalled signalled) keys.add(KeyRow.ofSignal(signalled.signalId()));
        }
        return keys;
    }

    /** Puts before this what was cut and has certainly not been written. */
    void putBack(Part part, Draft cut) {
        entries = Few.both(cut.entries, entries);
        settled = Few.both(cut.settled, settled);
        cancellations = Few.both(cut.cancellations, cancellations);
        audit = Few.both(cut.audit, audit);
        orders = Few.both(cut.orders, orders);
        answers = Few.both(cut.answers, answers);
        showProgress |= cut.showProgress || part.change().isPresent();
        writeRows |= cut.writeRows;
        fallAsleep |= cut.fallAsleep;
    }

    /** Gives the entries their places. */
    static List<Recorded> placed(List<Entry> entries, long from, Instant at) {
        List<Recorded> placed = new ArrayList<>(entries.size());
        for (Entry entry : entries) placed.add(new Recorded(from + placed.size(), at, entry));
        return placed;
    }
}
