package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Recorded;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The calls, questions and children of one run that were sent and have no result, as far as its journal tells without its code.
 * Rather one too many than one too few: to withdraw what has ended does nothing.
 */
public final class SentCalls {
    /** By the keys that their entries have. */
    private final Map<String, Unwanted> sent = new LinkedHashMap<>(0);

    private final Set<Integer> completed = new HashSet<>();

    /** Those of a journal. */
    public static List<Unwanted> open(Collection<Recorded> journal) {
        SentCalls calls = new SentCalls();
        journal.forEach(recorded -> calls.note(recorded.entry()));
        return calls.open();
    }

    /** Those that a rewind carried over. */
    public static List<Unwanted> carried(Collection<Recorded> journal) {
        SentCalls calls = new SentCalls();
        for (Recorded recorded : journal) {
            if (recorded.entry() instanceof Entry.Rewound rewound) calls.note(rewound);
        }
        return calls.open();
    }

    /** The next entry, in the order of the journal. */
    public void note(Entry entry) {
        switch (entry) {
            case Entry.Called e -> add(new Unwanted(e.seq(), e.kind(), e.name(), Origin.ofKey(e.key()), true));
            case Entry.Completed e -> completed(e.seq());
            case Entry.Rewound e ->
                e.carried()
                        .forEach((seq, known) ->
                                add(new Unwanted(seq, known.kind(), known.name(), known.origin(), true)));
            case Entry.Forked e -> forked();
            case Entry.Withdrawn e -> sent.remove(e.key());
            default -> {}
        }
    }

    /** A command has its result. */
    public void completed(int seq) {
        completed.add(seq);
    }

    /** What stands before has the keys of the workflow that it was copied from, which is none of this one's business. */
    public void forked() {
        sent.clear();
    }

    private void add(Unwanted call) {
        if (call.isSent()) sent.put(call.origin().key(call.seq()), call);
    }

    /** What was sent and has no result. */
    public List<Unwanted> open() {
        return sent.values().stream()
                .filter(call -> !completed.contains(call.seq()))
                .toList();
    }
}
