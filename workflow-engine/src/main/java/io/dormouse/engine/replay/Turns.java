package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Recorded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a rewind or a fork went on, and what it said about commands that were given before: what was under way when the run was rewound keeps
 * its origin, what is to be done anew gets the next one.
 */
final class Turns {
    /** Where another origin begins. */
    private record Turn(Origin next, Map<Integer, Entry.Carried> carried) {}

    /** A command given before a turn whose key does not derive from what was in force then. */
    private record Renewal(long turn, Origin origin, boolean carried) {}

    private final Map<Long, Turn> ahead = new HashMap<>(2);
    private final Map<Integer, Renewal> renewals = new HashMap<>(2);
    private final Map<Integer, Entry.Carried> carried = new HashMap<>(2);
    private final History history;
    private @Nullable Renewal copiedOpen;
    private long reached;
    private int given;

    private Turns(List<Recorded> journal, History history) {
        this.history = history;
        for (Recorded recorded : journal) note(recorded.position() - 1, recorded.entry());
    }

    /** None where the journal has no turn, as most have not. */
    static @Nullable Turns of(List<Recorded> journal, History history) {
        return journal.stream().map(Recorded::entry).anyMatch(Turns::isTurn) ? new Turns(journal, history) : null;
    }

    private static boolean isTurn(Entry entry) {
        return entry instanceof Entry.Rewound || entry instanceof Entry.Forked;
    }

    private void note(long turn, Entry entry) {
        switch (entry) {
            case Entry.Rewound rewound -> {
                ahead.put(turn, new Turn(rewound.next(), rewound.carried()));
                rewound.carried().forEach((seq, known) -> renewals.put(seq, new Renewal(turn, known.origin(), true)));
                rewound.renewed().forEach(seq -> renewals.put(seq, new Renewal(turn, rewound.next(), false)));
            }
            case Entry.Forked forked -> {
                ahead.put(turn, new Turn(forked.next(), Map.of()));
                renewals.clear();
                copiedOpen = new Renewal(turn, forked.next(), false);
            }
            default -> {}
        }
    }

    /** The entry at this position is about to be delivered: the origin that is in force from here, if it is another one. */
    @Nullable
    Origin reach(long position) {
        reached = position;
        Turn turn = ahead.remove(position);
        if (turn == null) return null;
        carried.clear();
        carried.putAll(turn.carried());
        carried.keySet().removeIf(seq -> seq < given);
        return turn.next();
    }

    /**
     * Makes the request of a command. One that was under way when the run was rewound keeps its key, if it is the same still;
     * otherwise it is told to whoever has to withdraw it.
     */
    Origins.Made make(Origin present, int seq, Kind kind, String name, Making making, Consumer<Unwanted> abandon) {
        given = seq + 1;
        Renewal renewal = renewalOf(seq);
        Entry.Carried known = renewal != null ? null : carried.remove(seq);
        if (known != null && known.kind() == kind && known.name().equals(name)) {
            Request request = making.of(known.origin(), seq);
            if (request.digest().equals(known.digest())) return new Origins.Made(known.origin(), request, true);
        }
        if (known != null) abandon.accept(abandoned(seq, known));
        if (renewal != null)
            return new Origins.Made(renewal.origin(), making.of(renewal.origin(), seq), renewal.carried());
        return new Origins.Made(present, making.of(present, seq), false);
    }

    /** What a turn that is still to come says about a command; null if it says nothing. */
    private @Nullable Renewal renewalOf(int seq) {
        Renewal renewal = renewals.get(seq);
        if (renewal != null && reached < renewal.turn()) return renewal;
        return isOpenInCopy(seq) ? copiedOpen : null;
    }

    /** Whether a command is one of the workflow that this one was forked from, which had no outcome of it to copy. */
    private boolean isOpenInCopy(int seq) {
        Renewal copied = copiedOpen;
        return copied != null && reached < copied.turn() && !history.isCompletedUpTo(copied.turn(), seq);
    }

    /** What was under way before a rewind and was not given again. */
    List<Unwanted> abandoned() {
        if (copiedOpen != null && reached < copiedOpen.turn()) return List.of();
        List<Unwanted> all = new ArrayList<>(carried.size());
        carried.forEach((seq, known) -> all.add(abandoned(seq, known)));
        return all;
    }

    private static Unwanted abandoned(int seq, Entry.Carried known) {
        return new Unwanted(seq, known.kind(), known.name(), known.origin(), true);
    }
}
