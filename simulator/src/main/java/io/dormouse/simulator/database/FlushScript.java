package io.dormouse.simulator.database;

import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.store.Addressee;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.Stored.StoredEntry;
import io.dormouse.simulator.Bug;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A flush as statements: the same ones, in the same order, as the function of the workflow service has. Its parameters are read before the first of
 * them, so that what no text can hold is refused before anybody looks who asks.
 */
final class FlushScript {
    /** What no database stores: stands for NUL characters and their like. */
    static final String POISON = "poison";

    private final Tables tables;
    private final Set<Bug> bugs;

    FlushScript(Tables tables, Set<Bug> bugs) {
        this.tables = tables;
        this.bugs = bugs;
    }

    List<Statement> of(String node, long view, List<Part> parts) {
        List<JournalRow> entries = entries(parts);
        Optional<String> poisoned = poisoned(entries);
        if (poisoned.isPresent()) return List.of(refusal(poisoned.get()));
        List<Statement> script = new ArrayList<>();
        script.add(fence(node, view));
        List<Part> created =
                parts.stream().filter(part -> part.created().isPresent()).toList();
        if (!created.isEmpty()) script.add(insertWorkflows(created));
        List<Part> changed =
                parts.stream().filter(part -> part.change().isPresent()).toList();
        if (!changed.isEmpty()) script.add(updateWorkflows(changed));
        List<Part> goingOn =
                parts.stream().filter(part -> part.next().isPresent()).toList();
        if (!goingOn.isEmpty()) script.add(goOn(goingOn));
        if (!entries.isEmpty()) script.add(insertJournal(entries));
        sleepers(parts, script);
        List<Row<Part.KeyRow>> keys = rows(parts, this::remembered);
        if (!keys.isEmpty()) script.add(insertKeys(keys));
        List<Row<Part.CancellationRow>> cancellations = rows(parts, Part::cancellations);
        if (!cancellations.isEmpty() && !Bug.CANCELLATION_IN_MEMORY_ONLY.isIn(bugs))
            script.add(insertCancellations(cancellations));
        for (Part part : parts) part.announcement().ifPresent(event -> script.add(insertEvent(event)));
        script.add(transaction -> transaction.write(() -> oneWriter(node, parts)));
        return script;
    }

    private List<Part.KeyRow> remembered(Part part) {
        return part.keys().stream()
                .filter(row ->
                        !(row.order().isEmpty() ? Bug.SIGNAL_IDS_FORGOTTEN : Bug.ORDER_KEYS_FORGOTTEN).isIn(bugs))
                .toList();
    }

    /** What the fence is for: whatever commits belongs to a partition that its writer owns in that moment. */
    private void oneWriter(String node, List<Part> parts) {
        for (Part part : parts) {
            String owner = tables.owner(part.partition());
            if (!node.equals(owner))
                tables.broken("%s: %s has written to partition %d, which %s owns"
                        .formatted(part.id(), node, part.partition(), owner));
        }
    }

    /** A row that belongs to a part. */
    private record Row<R>(Part part, R row) {}

    private static <R> List<Row<R>> rows(List<Part> parts, Function<Part, List<R>> of) {
        List<Row<R>> rows = new ArrayList<>();
        for (Part part : parts) of.apply(part).forEach(row -> rows.add(new Row<>(part, row)));
        return rows;
    }

    private Statement fence(String node, long view) {
        return new Statement() {
            @Override
            public List<Lock> locks() {
                return Bug.FENCE_WITHOUT_LOCK.isIn(bugs) ? List.of() : List.of(Lock.forShare("node", node));
            }

            @Override
            public void run(Transaction transaction) throws SqlFailure {
                long held = tables.views.getOrDefault(node, -1L);
                if (held != view && !Bug.FENCE_VIEW_NOT_COMPARED.isIn(bugs)) throw SqlFailure.fenced(node, view, held);
            }
        };
    }

    private Statement insertWorkflows(List<Part> created) {
        return new Insert<>(
                created,
                part -> Lock.forUpdate("workflow", part.id()),
                part -> tables.workflows.containsKey(part.id())) {
            @Override
            void write(Transaction transaction, Part part) {
                WorkflowRow row = WorkflowRow.created(part, part.created().orElseThrow());
                transaction.write(() -> tables.workflows.put(row.id(), row));
            }
        };
    }

    private record JournalKey(String id, int run, long position) {}

    private record JournalRow(String id, int run, Recorded recorded) {
        Lock lock() {
            return Lock.forUpdate("journal", new JournalKey(id, run, recorded.position()));
        }
    }

    private static List<JournalRow> entries(List<Part> parts) {
        List<JournalRow> rows = new ArrayList<>();
        for (Part part : parts) {
            part.entries().forEach(entry -> rows.add(new JournalRow(part.id(), part.run(), entry)));
            part.next()
                    .ifPresent(next ->
                            next.entries().forEach(entry -> rows.add(new JournalRow(part.id(), next.run(), entry))));
        }
        return rows;
    }

    private static Optional<String> poisoned(List<JournalRow> entries) {
        return entries.stream()
                .filter(row -> EntryCodec.encode(row.recorded().entry()).body().contains(POISON))
                .map(JournalRow::id)
                .findFirst();
    }

    private static Statement refusal(String id) {
        return transaction -> {
            throw SqlFailure.unstorable(id);
        };
    }

    private Statement insertJournal(List<JournalRow> entries) {
        return new Insert<>(
                entries,
                JournalRow::lock,
                row -> tables.journal(row.id(), row.run())
                        .containsKey(row.recorded().position())) {
            @Override
            void write(Transaction transaction, JournalRow row) {
                Recorded recorded = row.recorded();
                StoredEntry entry =
                        new StoredEntry(recorded.position(), recorded.at(), EntryCodec.encode(recorded.entry()));
                Tables.Run run = new Tables.Run(row.id(), row.run());
                transaction.write(() -> tables.journals
                        .computeIfAbsent(run, none -> new TreeMap<>())
                        .put(entry.position(), entry));
            }
        };
    }

    /** The row goes on with the next run; one that is not as the owner believes means that its copy is stale. */
    private Statement goOn(List<Part> parts) {
        return new Statement() {
            @Override
            public List<Lock> locks() {
                return parts.stream()
                        .map(part -> Lock.forUpdate("workflow", part.id()))
                        .toList();
            }

            @Override
            public void run(Transaction transaction) throws SqlFailure {
                for (Part part : parts) {
                    Part.NextRun next = part.next().orElseThrow();
                    WorkflowRow row = tables.workflows.get(part.id());
                    boolean fits = row != null
                            && row.run() == part.run()
                            && (next.revives() || !row.status().isEnd());
                    if (!fits) throw SqlFailure.stale(part.id());
                    transaction.write(() ->
                            tables.workflows.computeIfPresent(part.id(), (id, now) -> now.goingOn(next, part.at())));
                }
            }
        };
    }

    private Statement insertEvent(Part.Announcement event) {
        return new Statement() {
            @Override
            public List<Lock> locks() {
                return List.of(Lock.forUpdate("event", event.key()));
            }

            @Override
            public void run(Transaction transaction) {
                if (!tables.events.containsKey(event.key()))
                    transaction.write(() -> tables.events.put(event.key(), new Tables.Event(event.body(), true)));
            }
        };
    }

    private Statement insertKeys(List<Row<Part.KeyRow>> keys) {
        return new Insert<>(
                keys, row -> Lock.forUpdate("signal_id", keyOf(row)), row -> tables.keys.containsKey(keyOf(row))) {
            @Override
            void write(Transaction transaction, Row<Part.KeyRow> row) {
                transaction.write(() -> tables.keys.put(keyOf(row), row.row().order()));
            }
        };
    }

    private static Addressee.Key keyOf(Row<Part.KeyRow> row) {
        return new Addressee.Key(row.part().id(), row.row().key());
    }

    /** Of a row that it has waited for it takes the newest version, and looks at the condition again. */
    private Statement updateWorkflows(List<Part> changed) {
        return new Statement() {
            @Override
            public List<Lock> locks() {
                return changed.stream()
                        .filter(this::isMeant)
                        .map(part -> Lock.forUpdate("workflow", part.id()))
                        .toList();
            }

            private boolean isMeant(Part part) {
                WorkflowRow row = tables.workflows.get(part.id());
                return row != null && row.run() == part.run() && !row.status().isEnd();
            }

            @Override
            public void run(Transaction transaction) {
                Map<String, Part> mine = new HashMap<>();
                for (Part part : changed) {
                    boolean own = transaction.hasInserted(Lock.forUpdate("workflow", part.id()));
                    if (own || isMeant(part)) mine.put(part.id(), part);
                }
                changed.stream().filter(part -> mine.containsKey(part.id())).forEach(part -> {
                    Part.RowChange change = part.change().orElseThrow();
                    boolean asleep = !part.created().isPresent() && statusOf(part) == Status.WAITING;
                    if (Bug.WAKES_WITHOUT_RUNNING.isIn(bugs) && asleep && change.status() == Status.RUNNING) return;
                    transaction.write(() ->
                            tables.workflows.computeIfPresent(part.id(), (id, row) -> row.changed(change, part.at())));
                });
            }

            private Status statusOf(Part part) {
                WorkflowRow row = tables.workflows.get(part.id());
                return row == null ? Status.RUNNING : row.status();
            }
        };
    }

    /** First what goes, then what comes, then what goes with the run. */
    private void sleepers(List<Part> parts, List<Statement> script) {
        List<Tables.Command> settled = rows(parts, Part::settled).stream()
                .map(row -> command(row.part(), row.row()))
                .toList();
        if (!settled.isEmpty()) {
            script.add(transaction -> transaction.write(() -> settled.forEach(tables.timers::remove)));
            script.add(transaction -> transaction.write(
                    () -> tables.waiters.keySet().removeIf(waiter -> settled.contains(waiter.command()))));
        }
        List<Row<Part.TimerRow>> timers = rows(parts, Part::timers);
        if (!timers.isEmpty()) {
            script.add(transaction -> transaction.write(() -> timers.forEach(row -> tables.timers.put(
                    command(row.part(), row.row().seq()),
                    new Tables.Timer(row.row().due(), row.part().partition())))));
        }
        List<Row<Part.WaiterRow>> waiters = rows(parts, Part::waiters);
        if (!waiters.isEmpty()) {
            script.add(transaction -> transaction.write(() -> waiters.forEach(row -> tables.waiters.putIfAbsent(
                    new Tables.WaiterKey(
                            row.row().key(), command(row.part(), row.row().seq())),
                    row.part().partition()))));
        }
        Set<Tables.Run> ended = new HashSet<>();
        parts.stream().filter(Part::allSettled).forEach(part -> ended.add(new Tables.Run(part.id(), part.run())));
        if (ended.isEmpty() || Bug.WAITER_ROWS_OUTLIVE_THEIR_RUN.isIn(bugs)) return;
        script.add(transaction ->
                transaction.write(() -> tables.timers.keySet().removeIf(command -> ended.contains(runOf(command)))));
        script.add(transaction -> transaction.write(
                () -> tables.waiters.keySet().removeIf(waiter -> ended.contains(runOf(waiter.command())))));
    }

    private static Tables.Run runOf(Tables.Command command) {
        return new Tables.Run(command.id(), command.run());
    }

    private static Tables.Command command(Part part, int seq) {
        return new Tables.Command(part.id(), part.run(), seq);
    }

    private Statement insertCancellations(List<Row<Part.CancellationRow>> cancellations) {
        return transaction -> transaction.write(() -> cancellations.forEach(row -> tables.cancellations.putIfAbsent(
                new Tables.Command(row.part().id(), row.row().run(), row.row().seq()),
                new Tables.Cancellation(
                        row.part().partition(), row.row().service(), row.row().key()))));
    }
}
