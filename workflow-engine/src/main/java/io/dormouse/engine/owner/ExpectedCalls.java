package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.replay.SentCalls;
import io.dormouse.engine.replay.Unwanted;
import io.dormouse.engine.store.Part.CancellationRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Calls that were sent and have no result, as far as an outline or a journal tells: until the code has told, nobody knows better. */
final class ExpectedCalls {
    private final List<CancellationRow> calls = new ArrayList<>(0);

    /** Of those, what was under way when the run was rewound: the code may never come to it, and so never tell of it. */
    private final Set<String> carried = new HashSet<>(0);

    void expect(List<CancellationRow> sent) {
        calls.addAll(sent);
    }

    void expectFrom(List<Recorded> journal) {
        for (Unwanted sent : SentCalls.open(journal)) calls.add(CancellationRow.of(sent));
        SentCalls.carried(journal).forEach(call -> carried.add(call.key()));
    }

    /** From now on the code's own commands are known. */
    void codeHasTold() {
        calls.removeIf(row -> !carried.contains(row.key()));
    }

    /** One has its result. */
    void forget(Unwanted call) {
        if (call.isSent()) calls.removeIf(row -> row.key().equals(call.key()));
    }

    List<CancellationRow> calls() {
        return calls;
    }
}
