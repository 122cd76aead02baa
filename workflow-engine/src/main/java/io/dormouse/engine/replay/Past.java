package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Recorded;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the journal told when the run was read: its entries, which the code sees first, and what they say about its commands. */
final class Past {
    private Iterator<Recorded> entries;
    private @Nullable History history;

    Past(List<Recorded> journal, History whole) {
        this.entries = journal.size() == 1 ? none() : journal.listIterator(1);
        this.history = journal.size() == 1 ? null : whole;
    }

    boolean hasNext() {
        return entries.hasNext();
    }

    Recorded next() {
        return entries.next();
    }

    /** What a replay is held against; none when it is over. */
    @Nullable
    History history() {
        return history;
    }

    /** The replay is over. */
    void leave() {
        if (history != null) history.leave();
        history = null;
        entries = none();
    }

    /** Holds on to no journal. */
    private static Iterator<Recorded> none() {
        return Collections.emptyIterator();
    }

    /** A command that the journal has and the code, which has given all those before {@code next}, has not. */
    @Nullable
    StuckError leftOut(int next) {
        History journal = history;
        if (journal == null) return null;
        return journal.firstMissing(next)
                .map(seq -> StuckError.commandMissing(seq, journal.known(seq), SourceLine.found()))
                .orElse(null);
    }

    /** Whether the run has gone on from here without a change of the code. */
    boolean isBehind(String change, long position, int next) {
        History journal = history;
        if (journal == null || journal.has(change)) return false;
        return journal.goesOnBehind(position) || journal.firstMissing(next).isPresent();
    }

    /** Whether the journal has it that a change is in force. */
    boolean has(String change) {
        return history != null && history.has(change);
    }
}
