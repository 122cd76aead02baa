package io.dormouse.simulator.check;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.replay.Report;
import io.dormouse.engine.store.Status;
import io.dormouse.simulator.database.Tables;
import io.dormouse.simulator.database.WorkflowRow;
import io.dormouse.simulator.outside.EffectLedger;
import io.dormouse.simulator.program.Action;
import io.dormouse.simulator.program.ProgramWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold when everything has come to rest. Each check names the first thing that does not. */
public final class Checks {
    private final Tables tables;
    private final EffectLedger ledger;
    private final Promises promises;
    private final Witness witness;
    private final Replay replay;
    private final Map<String, Integer> signals = new HashMap<>();

    /** Over a world that has come to rest. */
    public Checks(Tables tables, EffectLedger ledger, Promises promises, Witness witness) {
        this.tables = tables;
        this.ledger = ledger;
        this.promises = promises;
        this.witness = witness;
        this.replay = new Replay(witness);
    }

    /** The first thing that does not hold. */
    public Optional<String> firstProblem() {
        return Optional.ofNullable(find());
    }

    private @Nullable String find() {
        for (String id : promises.started()) {
            if (!tables.workflows().containsKey(id)) return "the start of %s was acknowledged, and is gone".formatted(id);
        }
        for (WorkflowRow row : tables.workflows().values()) {
            String problem = journal(row);
            if (problem != null) return row.id() + ": " + problem;
        }
        if (witness.contradiction() != null) return witness.contradiction();
        if (promises.contradiction() != null) return promises.contradiction();
        String problem = messages();
        return problem == null ? effects() : problem;
    }

    private @Nullable String journal(WorkflowRow row) {
        List<Recorded> journal = Replay.decode(tables.journal(row.id(), row.run()).values());
        for (int i = 0; i < journal.size(); i++) {
            if (journal.get(i).position() != i) return "the journal has no position " + i;
        }
        if (journal.isEmpty() || !(journal.getFirst().entry() instanceof Entry.Started started))
            return "the journal does not begin with Started";
        if (!started.input().equals(row.created().input())) return "it was started with " + started.input();
        if (row.status() == Status.STUCK) return stuck(row);
        if (!(journal.getLast().entry() instanceof Entry.Finished finished))
            return "it is %s, and its journal does not end with Finished".formatted(row.status());
        for (Recorded recorded : journal.subList(0, journal.size() - 1)) {
            if (recorded.entry() instanceof Entry.Finished) return "it has finished twice";
        }
        if (!tables.waits(row.id(), row.run()).isEmpty())
            return "it has ended, and left rows: " + tables.waits(row.id(), row.run());
        Set<Integer> completed = new HashSet<>();
        for (Recorded recorded : journal) {
            String problem = entry(row, recorded.entry(), completed);
            if (problem != null) return problem;
        }
        String unwanted = unwanted(row, journal, completed);
        return unwanted == null ? replayed(row, journal, finished) : unwanted;
    }

    /** Only what no database stores may make a workflow stuck here. */
    private @Nullable String stuck(WorkflowRow row) {
        boolean poisoned = ProgramWriter.write(promises.wanted().get(row.id()).seed()).actions().stream()
                .anyMatch(Action.Poison.class::isInstance);
        return poisoned ? null : "it is stuck: " + row.head().failure().orElse("");
    }

    private @Nullable String entry(WorkflowRow row, Entry entry, Set<Integer> completed) {
        switch (entry) {
            case Entry.Completed done -> {
                if (!completed.add(done.seq())) return "command %d is completed twice".formatted(done.seq());
                if (done.kind() == Kind.CALL) return called(row, done);
            }
            case Entry.Signalled signalled -> signals.merge(row.id() + ' ' + signalled.signalId(), 1, Integer::sum);
            default -> {}
        }
        return null;
    }

    /** What is in the journal is what the ledger says. */
    private @Nullable String called(WorkflowRow row, Entry.Completed done) {
        String key = row.id() + '/' + row.run() + '/' + done.seq();
        EffectLedger.Operation operation = ledger.operations().get(key);
        if (operation == null || !operation.outcome().isComplete())
            return "call %s has an outcome, and the service knows nothing of it".formatted(key);
        Outcome real = operation.outcome().result();
        return real.equals(done.outcome()) ? null : "call %s came to %s, the journal has %s".formatted(key, real, done.outcome());
    }

    /** What was sent and has no outcome was withdrawn, and its service knows. */
    private @Nullable String unwanted(WorkflowRow row, List<Recorded> journal, Set<Integer> completed) {
        for (Recorded recorded : journal) {
            if (!(recorded.entry() instanceof Entry.Called called) || completed.contains(called.seq())) continue;
            boolean sent = ledger.operations().containsKey(called.key());
            if (sent && !ledger.isCancelled(called.key()))
                return "call %s is unwanted, and its service was never told".formatted(called.key());
        }
        return null;
    }

    private @Nullable String replayed(WorkflowRow row, List<Recorded> journal, Entry.Finished finished) {
        if (row.status() == Status.TERMINATED) return null;
        Optional<Report> report = replay.of(row.id(), journal);
        if (report.isEmpty()) return "a replay of its journal says nothing";
        if (!(report.get() instanceof Report.Ended ended)) return "a replay of its journal comes to " + report.get();
        if (!ended.outcome().equals(finished.outcome()))
            return "it ended with %s, a replay of its journal with %s".formatted(finished.outcome(), ended.outcome());
        if (!(finished.outcome() instanceof Outcome.Success success)) return null;
        String inRow = row.head().result().orElse("nothing");
        return inRow.equals(success.json())
                ? null
                : "its row has %s, its journal %s".formatted(inRow, success.json());
    }

    private @Nullable String messages() {
        for (Promises.Signal signal : promises.signalled()) {
            int times = signals.getOrDefault(signal.workflow() + ' ' + signal.signalId(), 0);
            if (times == 0 && !isStuck(signal.workflow()))
                return "signal %s was acknowledged, and is not in the journal".formatted(signal);
        }
        for (Map.Entry<String, Integer> signal : signals.entrySet()) {
            if (signal.getValue() > 1) return "signal %s is in the journal twice".formatted(signal.getKey());
        }
        for (Map.Entry<String, String> event : promises.triggered().entrySet()) {
            if (!event.getValue().equals(tables.event(event.getKey())))
                return "event %s was acknowledged with %s".formatted(event.getKey(), event.getValue());
        }
        for (String id : promises.terminated()) {
            WorkflowRow row = tables.workflows().get(id);
            if (row == null || !row.status().isEnd()) return "%s was terminated, and lives".formatted(id);
        }
        for (String id : promises.cancelled()) {
            WorkflowRow row = tables.workflows().get(id);
            if (row == null || !isCancelled(row)) return "%s was cancelled, and nothing says so".formatted(id);
        }
        return null;
    }

    private boolean isStuck(String id) {
        WorkflowRow row = tables.workflows().get(id);
        return row != null && row.status() == Status.STUCK;
    }

    private boolean isCancelled(WorkflowRow row) {
        return Replay.decode(tables.journal(row.id(), row.run()).values()).stream()
                .anyMatch(recorded -> recorded.entry() instanceof Entry.Cancelled);
    }

    private @Nullable String effects() {
        for (Map.Entry<String, EffectLedger.Operation> operation : ledger.operations().entrySet()) {
            if (operation.getValue().effects() > 1)
                return "key %s had %d effects".formatted(operation.getKey(), operation.getValue().effects());
        }
        return tables.cancellations().isEmpty() ? null : "nobody withdraws " + tables.cancellations();
    }
}
