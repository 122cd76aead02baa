package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Part.AuditRow;
import io.dormouse.engine.store.Part.CancellationRow;
import io.dormouse.engine.store.Part.KeyRow;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What waits to be written of one workflow. The next flush takes all of it; one that is rolled back gives it back. */
final class Draft {
    final List<Entry> entries = new ArrayList<>(2);
    final List<Integer> settled = new ArrayList<>(1);
    final List<CancellationRow> cancellations = new ArrayList<>(0);
    final List<AuditRow> audit = new ArrayList<>(0);

    /** The keys of the orders that this carries out. */
    final List<KeyRow> orders = new ArrayList<>(0);

    /** Whoever waits for this to be durable. */
    final List<Promise<Void>> answers = new ArrayList<>(0);

    /** Makes what it is busy with visible to people. */
    boolean showProgress;

    /** Writes its timer and waiter rows. */
    boolean writeRows;

    /** Becomes {@code WAITING}, unless something happens before it is cut. */
    boolean fallAsleep;

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
        entries.addAll(0, cut.entries);
        settled.addAll(0, cut.settled);
        cancellations.addAll(0, cut.cancellations);
        audit.addAll(0, cut.audit);
        orders.addAll(0, cut.orders);
        answers.addAll(0, cut.answers);
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
