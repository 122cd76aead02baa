package io.dormouse.simulator.check;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.replay.Report;
import io.dormouse.engine.store.Status;
import io.dormouse.simulator.database.Tables;
import io.dormouse.simulator.database.WorkflowRow;
import io.dormouse.simulator.outside.EffectLedger;
import io.dormouse.simulator.program.Action;
import io.dormouse.simulator.program.ProgramWriter;
import io.dormouse.simulator.program.RandomWorkflow;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must hold when everything has come to rest. Each check names the first thing that does not. */
public final class Checks {
    private final Tables tables;
    private final EffectLedger ledger;
    private final Promises promises;
    private final Witness witness;
    private final Replay replay;

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
        for (WorkflowRow row : tables.workflows().values()) {
            String problem = workflow(row);
            if (problem != null) return row.id() + ": " + problem;
        }
        if (witness.contradiction() != null) return witness.contradiction();
        String kept = new KeptPromises(tables, promises).firstBroken();
        return kept == null ? effects() : kept;
    }

    private @Nullable String workflow(WorkflowRow row) {
        Set<String> heard = new HashSet<>();
        for (int run = 0; run <= row.run(); run++) {
            List<Recorded> journal = entries(row, run);
            String problem = new JournalChecks(row, run, journal, ledger, heard).firstProblem();
            if (problem != null) return problem;
            problem = run < row.run() ? carriedOver(row, run, journal) : atTheEnd(row, journal);
            if (problem != null) return "run %d: %s".formatted(run, problem);
        }
        return DoubledOrders.firstOf(IntStream.rangeClosed(0, row.run())
                .mapToObj(run -> entries(row, run))
                .toList());
    }

    private List<Recorded> entries(WorkflowRow row, int run) {
        return Replay.decode(tables.journal(row.id(), run).values());
    }

    /** The signals that nobody has taken go along, in their order. */
    private @Nullable String carriedOver(WorkflowRow row, int run, List<Recorded> journal) {
        if (!(journal.getLast().entry() instanceof Entry.ContinuedAsNew)) return null;
        Report report = replay.of(row.id(), journal).orElse(null);
        if (!(report instanceof Report.Continued continued)) return "a replay of its journal comes to " + report;
        List<String> left =
                continued.untaken().stream().flatMap(Checks::signalId).toList();
        List<String> next = tables.journal(row.id(), run + 1).values().stream()
                .skip(1)
                .map(stored -> Replay.decode(List.of(stored)).getFirst().entry())
                .takeWhile(entry -> entry instanceof Entry.Signalled || entry instanceof Entry.Cancelled)
                .flatMap(Checks::signalId)
                .limit(left.size())
                .toList();
        return left.equals(next) ? null : "signals %s were left, and the next run begins with %s".formatted(left, next);
    }

    private static Stream<String> signalId(Entry entry) {
        return entry instanceof Entry.Signalled signalled ? Stream.of(signalled.signalId()) : Stream.empty();
    }

    private @Nullable String atTheEnd(WorkflowRow row, List<Recorded> journal) {
        if (row.status() == Status.STUCK) return stuck(row);
        if (!(journal.getLast().entry() instanceof Entry.Finished finished))
            return "it is %s, and its journal does not end with Finished".formatted(row.status());
        Map<Integer, ?> rows = tables.waits(row.id(), row.run());
        if (!rows.isEmpty()) return "it has ended, and left rows: " + rows;
        return replayed(row, journal, finished);
    }

    /** Only what no database stores may make a workflow stuck here. */
    private static @Nullable String stuck(WorkflowRow row) {
        boolean poisoned = ProgramWriter.write(RandomWorkflow.Input.of(row.input())).actions().stream()
                .anyMatch(Action.Poison.class::isInstance);
        return poisoned ? null : "it is stuck: " + row.head().failure().orElse("");
    }

    private @Nullable String replayed(WorkflowRow row, List<Recorded> journal, Entry.Finished finished) {
        boolean neverRan = journal.size() == 2 && row.status() == Status.CANCELLED;
        if (row.status() == Status.TERMINATED || neverRan) return null;
        Report report = replay.of(row.id(), journal).orElse(null);
        if (!(report instanceof Report.Ended ended)) return "a replay of its journal comes to " + report;
        if (!ended.outcome().equals(finished.outcome()))
            return "it ended with %s, a replay of its journal with %s".formatted(finished.outcome(), ended.outcome());
        if (!(finished.outcome() instanceof Outcome.Success success)) return null;
        String inRow = row.head().result().orElse("nothing");
        return inRow.equals(success.json()) ? null : "its row has %s, its journal %s".formatted(inRow, success.json());
    }

    private @Nullable String effects() {
        for (Map.Entry<String, EffectLedger.Operation> operation :
                ledger.operations().entrySet()) {
            if (operation.getValue().effects() > 1)
                return "key %s had %d effects"
                        .formatted(operation.getKey(), operation.getValue().effects());
        }
        for (Tables.Run run : tables.runsThatWait()) {
            WorkflowRow row = tables.workflows().get(run.id());
            if (row == null || row.run() != run.run()) return "rows of waits are left of " + run;
        }
        return tables.cancellations().isEmpty() ? null : "nobody withdraws " + tables.cancellations();
    }
}
