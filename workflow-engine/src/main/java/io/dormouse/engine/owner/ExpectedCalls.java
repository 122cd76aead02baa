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
    /** Of all who expect none. Never changes. */
    static final ExpectedCalls NONE = new ExpectedCalls(List.of(), Set.of());

    private final List<CancellationRow> calls;

    /** Of those, what was under way when the run was rewound: the code may never come to it, and so never tell of it. */
    private final Set<String> carried;

    private ExpectedCalls(List<CancellationRow> calls, Set<String> carried) {
        this.calls = calls;
        this.carried = carried;
    }

    /** As an outline tells. */
    static ExpectedCalls of(List<CancellationRow> sent) {
        return sent.isEmpty() ? NONE : new ExpectedCalls(new ArrayList<>(sent), Set.of());
    }

    static ExpectedCalls ofJournal(List<Recorded> journal) {
        List<Unwanted> open = SentCalls.open(journal);
        if (open.isEmpty()) return NONE;
        return new ExpectedCalls(
                new ArrayList<>(open.stream().map(CancellationRow::of).toList()),
                SentCalls.carried(journal).stream().map(Unwanted::key).collect(Collectors.toUnmodifiableSet()));
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
