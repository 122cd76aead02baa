package io.dormouse.simulator.check;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.simulator.database.WorkflowRow;
import io.dormouse.simulator.outside.EffectLedger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One journal: without a gap, one line of happenings, and nothing in it but what the services say too. */
final class JournalChecks {
    private final WorkflowRow row;
    private final int run;
    private final List<Recorded> journal;
    private final EffectLedger ledger;
    private final Set<String> heard;
    private final Set<Integer> completed = new HashSet<>();
    private final Set<String> signals = new HashSet<>();

    /** The keys of what was sent, by the numbers of the commands. */
    private final Map<Integer, String> keys = new TreeMap<>();

    /** @param heard the keys of calls whose outcomes earlier runs have heard; those of this one are added */
    JournalChecks(WorkflowRow row, int run, List<Recorded> journal, EffectLedger ledger, Set<String> heard) {
        this.row = row;
        this.run = run;
        this.journal = journal;
        this.ledger = ledger;
        this.heard = heard;
    }

    @Nullable
    String firstProblem() {
        String problem = find();
        return problem == null ? null : "run %d: %s".formatted(run, problem);
    }

    private @Nullable String find() {
        for (int i = 0; i < journal.size(); i++) {
            if (journal.get(i).position() != i) return "the journal has no position " + i;
        }
        if (journal.isEmpty() || !(journal.getFirst().entry() instanceof Entry.Started started))
            return "the journal does not begin with Started";
        if (run == 0 && !started.input().equals(row.created().input())) return "it was started with " + started.input();
        if (run < row.run() && !Replay.closes(journal.getLast().entry())) return "the journal of an old run is open";
        for (Recorded recorded : journal) {
            boolean last = recorded == journal.getLast();
            String problem = entry(recorded.entry(), last);
            if (problem != null) return problem;
        }
        return journal.getLast().entry() instanceof Entry.Finished ? unwanted() : null;
    }

    private @Nullable String entry(Entry entry, boolean last) {
        switch (entry) {
            case Entry.Called called -> keys.put(called.seq(), called.key());
            case Entry.Rewound rewound -> {
                if (last) return null;
                rewound.carried()
                        .forEach(
                                (seq, carried) -> keys.put(seq, carried.origin().key(seq)));
            }
            // What was open has other keys from here, given as commands of its own.
            case Entry.Forked forked -> keys.keySet().removeIf(seq -> !completed.contains(seq));
            case Entry.Completed done -> {
                if (!completed.add(done.seq())) return "command %d is completed twice".formatted(done.seq());
                if (keys.containsKey(done.seq())) heard.add(keys.get(done.seq()));
                if (done.kind() == Kind.CALL && done.by().isEmpty()) return called(done);
            }
            case Entry.Signalled signalled -> {
                if (!signals.add(signalled.signalId()))
                    return "signal %s is in the journal twice".formatted(signalled.signalId());
            }
            case Entry.Finished finished -> {
                boolean revived = journal.getLast().entry() instanceof Entry.Rewound
                        && journal.get(journal.size() - 2).entry() == finished;
                if (!last && !revived) return "something happened after its end";
            }
            case Entry.ContinuedAsNew next -> {
                if (!last) return "something happened after it was continued";
            }
            default -> {}
        }
        return null;
    }

    /** What is in the journal is what the ledger says. */
    private @Nullable String called(Entry.Completed done) {
        String key = keys.get(done.seq());
        if (key == null) return "command %d has an outcome, and was never sent".formatted(done.seq());
        EffectLedger.Operation operation = ledger.operations().get(key);
        if (operation == null || !operation.outcome().isComplete())
            return "call %s has an outcome, and the service knows nothing of it".formatted(key);
        Outcome real = operation.outcome().result();
        return real.equals(done.outcome())
                ? null
                : "call %s came to %s, the journal has %s".formatted(key, real, done.outcome());
    }

    /** What was sent and has no outcome was withdrawn, and its service knows; unless an outcome was heard before a rewind. */
    private @Nullable String unwanted() {
        for (Map.Entry<Integer, String> sent : keys.entrySet()) {
            String key = sent.getValue();
            boolean known = ledger.operations().containsKey(key);
            if (known && !completed.contains(sent.getKey()) && !heard.contains(key) && !ledger.isCancelled(key))
                return "call %s is unwanted, and its service was never told".formatted(key);
        }
        return null;
    }
}
