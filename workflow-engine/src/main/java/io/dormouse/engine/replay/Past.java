package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Recorded;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the journal told when the run was read: its entries, which the code sees first, and what they say about its commands. */
final class Past {
    /** There is none, or it is over. Holds on to no journal. */
    static final Past NONE = new Past(Collections.emptyIterator(), null);

    private final Iterator<Recorded> entries;
    private final @Nullable History history;

    private Past(Iterator<Recorded> entries, @Nullable History history) {
        this.entries = entries;
        this.history = history;
    }

    static Past of(List<Recorded> journal, History whole) {
        return journal.size() == 1 ? NONE : new Past(journal.listIterator(1), whole);
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

    /** The replay is over: what follows it. */
    Past leave() {
        if (history != null) history.leave();
        return NONE;
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
