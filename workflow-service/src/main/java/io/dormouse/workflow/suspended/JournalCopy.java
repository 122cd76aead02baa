package io.dormouse.workflow.suspended;

import io.dormouse.engine.store.Stored;
import io.dormouse.engine.store.Stored.StoredEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first entries of one run, as Postgres gave them. Rows of a journal are added and never changed, so a copy is never wrong:
 * it may only be too short.
 *
 * @param entries by position, from 0 without a gap; at least one
 */
record JournalCopy(int run, List<StoredEntry> entries) {
    /** The copy of rows, unless they are not the beginning of a journal. */
    static Optional<JournalCopy> of(int run, List<StoredEntry> rows) {
        boolean isWhole = !rows.isEmpty() && isAt(rows.getFirst(), 0) && isAt(rows.getLast(), rows.size() - 1L);
        return isWhole ? Optional.of(new JournalCopy(run, rows)) : Optional.empty();
    }

    private static boolean isAt(StoredEntry entry, long position) {
        return entry.position() == position;
    }

    long lastPosition() {
        return entries.size() - 1L;
    }

    /**
     * The whole workflow, if the copy reaches to where its latest entries begin. The last entry of the copy has to be the very
     * one that Postgres has there: a database that was restored to an earlier time, or an id that was given a second time, shows
     * itself so.
     *
     * @param latest the workflow as it is, with the latest entries of its journal only
     */
    Optional<Stored> completedBy(Stored latest) {
        List<StoredEntry> window = latest.journal();
        if (run != latest.head().run() || window.isEmpty()) return Optional.empty();
        long inWindow = lastPosition() - window.getFirst().position();
        if (inWindow < 0 || inWindow >= window.size()) return Optional.empty();
        if (!window.get((int) inWindow).equals(entries.getLast())) return Optional.empty();
        List<StoredEntry> whole = new ArrayList<>(entries.size() + window.size());
        whole.addAll(entries);
        whole.addAll(window.subList((int) inWindow + 1, window.size()));
        return Optional.of(new Stored(latest.head(), whole, latest.waits()));
    }
}
