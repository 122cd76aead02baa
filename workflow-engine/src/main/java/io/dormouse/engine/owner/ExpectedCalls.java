package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.replay.SentCalls;
import io.dormouse.engine.replay.Unwanted;
import io.dormouse.engine.store.Part.CancellationRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Calls that were sent and have no result, as far as an outline or a journal tells: until the code has told, nobody knows better. */
final class ExpectedCalls {
    private List<CancellationRow> calls = List.of();

    /** Of those, what was under way when the run was rewound: the code may never come to it, and so never tell of it. */
    private Set<String> carried = Set.of();

    void expect(List<CancellationRow> sent) {
        if (!sent.isEmpty()) calls = new ArrayList<>(sent);
    }

    void expectFrom(List<Recorded> journal) {
        expect(SentCalls.open(journal).stream().map(CancellationRow::of).toList());
        carried = SentCalls.carried(journal).stream().map(Unwanted::key).collect(Collectors.toUnmodifiableSet());
    }

    /** From now on the code's own commands are known. */
    void codeHasTold() {
        if (!calls.isEmpty()) calls.removeIf(row -> !carried.contains(row.key()));
    }

    /** One has its result. */
    void forget(Unwanted call) {
        if (call.isSent() && !calls.isEmpty()) calls.removeIf(row -> row.key().equals(call.key()));
    }

    List<CancellationRow> calls() {
        return calls;
    }
}
