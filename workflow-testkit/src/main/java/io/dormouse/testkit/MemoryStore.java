package io.dormouse.testkit;

import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.owner.Loop;
import io.dormouse.engine.replay.SentCalls;
import io.dormouse.engine.store.Addressee;
import io.dormouse.engine.store.FlushFailedException;
import io.dormouse.engine.store.Outline;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.Stored;
import io.dormouse.engine.store.Stored.StoredEntry;
import io.dormouse.engine.store.WaitRow;
import io.dormouse.engine.store.WorkflowHead;
import io.dormouse.engine.store.WorkflowStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is durable, in memory: every flush commits, and the answer comes with the loop's next turn. */
final class MemoryStore implements WorkflowStore {
    /** A run of a workflow. */
    private record RunId(String id, int run) {}

    private final Map<String, WorkflowHead> rows = new LinkedHashMap<>();
    private final Map<RunId, List<Recorded>> journals = new HashMap<>();
    private final Map<String, TreeMap<Integer, WaitRow>> waits = new HashMap<>();
    private final Map<String, String> events = new HashMap<>();
    private final Map<Addressee.Key, String> keys = new HashMap<>();
    private final List<String> changed = new ArrayList<>();
    private final Loop loop;

    MemoryStore(Loop loop) {
        this.loop = loop;
    }

    @Override
    public Future<Void> flush(List<Part> parts) {
        for (Part part : parts) {
            if (!part.entries().isEmpty()
                    && part.entries().getFirst().position()
                            != journal(part.id(), part.run()).size()) {
                String sentence = "the journal of %s has an entry at that position".formatted(part.id());
                return Future.failedFuture(new FlushFailedException(
                        FlushFailedException.Why.CONFLICT, sentence, new IllegalStateException(sentence)));
            }
        }
        parts.forEach(this::apply);
        return answer(null);
    }

    private void apply(Part part) {
        part.created().ifPresent(created -> rows.put(part.id(), head(part, created)));
        append(new RunId(part.id(), part.run()), part.entries());
        part.keys().forEach(row -> keys.put(new Addressee.Key(part.id(), row.key()), row.order()));
        part.change()
                .ifPresent(change -> rows.computeIfPresent(
                        part.id(), (id, row) -> row.status().isEnd() ? row : changed(row, change, part.at())));
        TreeMap<Integer, WaitRow> waiting = waits.computeIfAbsent(part.id(), none -> new TreeMap<>());
        part.settled().forEach(waiting::remove);
        part.timers().forEach(row -> waiting.put(row.seq(), new WaitRow.Timer(row.due())));
        part.waiters().forEach(row -> waiting.put(row.seq(), new WaitRow.Event(row.key())));
        if (part.allSettled() || part.next().isPresent()) waiting.clear();
        part.next().ifPresent(next -> goOn(part, next));
        part.announcement().ifPresent(event -> events.putIfAbsent(event.key(), event.body()));
        changed.add(part.id());
    }

    private void append(RunId run, List<Recorded> entries) {
        journals.computeIfAbsent(run, none -> new ArrayList<>()).addAll(entries);
    }

    private void goOn(Part part, Part.NextRun next) {
        rows.computeIfPresent(
                part.id(),
                (id, row) -> row.status().isEnd() && !next.revives() ? row : inNextRun(row, next, part.at()));
        append(new RunId(part.id(), next.run()), next.entries());
    }

    private static WorkflowHead head(Part part, Part.NewWorkflow created) {
        return new WorkflowHead(
                part.id(),
                part.partition(),
                created.name(),
                created.version(),
                Status.RUNNING,
                part.run(),
                created.input(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                created.tags(),
                created.parent(),
                created.startedBy(),
                part.at(),
                part.at(),
                Optional.empty());
    }

    private static WorkflowHead changed(WorkflowHead row, Part.RowChange change, Instant at) {
        return new WorkflowHead(
                row.id(),
                row.partition(),
                row.name(),
                row.version(),
                change.status(),
                row.run(),
                row.input(),
                change.result(),
                change.failure(),
                change.waitingFor(),
                change.sourceLine(),
                change.statusText(),
                change.tags(),
                row.parent(),
                row.startedBy(),
                row.createdAt(),
                at,
                change.status().isEnd() ? Optional.of(at) : Optional.empty());
    }

    private static WorkflowHead inNextRun(WorkflowHead row, Part.NextRun next, Instant at) {
        return new WorkflowHead(
                row.id(),
                row.partition(),
                row.name(),
                next.version(),
                Status.RUNNING,
                next.run(),
                next.input(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                row.tags(),
                row.parent(),
                row.startedBy(),
                row.createdAt(),
                at,
                Optional.empty());
    }

    /** The row of a workflow. */
    Optional<WorkflowHead> row(String id) {
        return Optional.ofNullable(rows.get(id));
    }

    /** All rows, in the order of their starts. */
    List<WorkflowHead> all() {
        return List.copyOf(rows.values());
    }

    /** Whether something is under way that is more than a wait. Asked very often. */
    boolean isAnyRunning() {
        for (WorkflowHead row : rows.values()) {
            if (row.status() == Status.RUNNING) return true;
        }
        return false;
    }

    /** The journal of a run; empty if there is none. */
    List<Recorded> journal(String id, int run) {
        return journals.getOrDefault(new RunId(id, run), List.of());
    }

    /** Workflows to which something has happened since this was asked before. */
    List<String> takeChanged() {
        if (changed.isEmpty()) return List.of();
        List<String> taken = changed.stream().distinct().toList();
        changed.clear();
        return taken;
    }

    /** Gives an event a value unless it has one; says which it has. */
    String trigger(String key, String json) {
        String before = events.putIfAbsent(key, json);
        return before == null ? json : before;
    }

    /** Who has a row that waits for an event. */
    List<String> waitersOf(String key) {
        return waits.entrySet().stream()
                .filter(ofWorkflow -> ofWorkflow.getValue().containsValue(new WaitRow.Event(key)))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** When the next timer of a workflow that sleeps is due. */
    Optional<Instant> nextTimer() {
        return rows.values().stream()
                .filter(row -> row.status() == Status.WAITING)
                .flatMap(row -> waits.getOrDefault(row.id(), new TreeMap<>()).values().stream())
                .filter(WaitRow.Timer.class::isInstance)
                .map(row -> ((WaitRow.Timer) row).due())
                .min(Instant::compareTo);
    }

    @Override
    public Future<Void> settle() {
        return answer(null);
    }

    @Override
    public Future<Map<String, WorkflowHead>> heads(Collection<String> ids) {
        Map<String, WorkflowHead> found = new HashMap<>(rows);
        found.keySet().retainAll(ids);
        return answer(found);
    }

    @Override
    public Future<List<Stored>> load(Collection<String> ids) {
        return answer(ids.stream()
                .flatMap(id -> row(id).stream())
                .map(row -> new Stored(
                        row, encoded(row.id(), row.run()), Map.copyOf(waits.getOrDefault(row.id(), new TreeMap<>()))))
                .toList());
    }

    @Override
    public Future<Optional<Stored>> load(String id, int run) {
        return answer(row(id).filter(row -> journals.containsKey(new RunId(id, run)))
                .map(row -> new Stored(row, encoded(id, run), Map.of())));
    }

    /** A run as rows; what would not survive being written shows itself. */
    List<StoredEntry> encoded(String id, int run) {
        return journal(id, run).stream()
                .map(recorded ->
                        new StoredEntry(recorded.position(), recorded.at(), EntryCodec.encode(recorded.entry())))
                .toList();
    }

    @Override
    public Future<Map<Addressee.Key, Addressee>> addressees(Collection<Addressee.Key> asked) {
        Map<Addressee.Key, Addressee> found = new LinkedHashMap<>();
        asked.forEach(key -> found.put(key, new Addressee(row(key.workflowId()), Optional.ofNullable(keys.get(key)))));
        return answer(found);
    }

    @Override
    public Future<List<Outline>> outlines(Collection<String> ids) {
        return answer(
                ids.stream().flatMap(id -> row(id).stream()).map(this::outline).toList());
    }

    private Outline outline(WorkflowHead row) {
        List<Recorded> journal = journal(row.id(), row.run());
        return new Outline(
                row,
                journal.getLast().position(),
                Map.copyOf(waits.getOrDefault(row.id(), new TreeMap<>())),
                SentCalls.open(journal).stream().map(Part.CancellationRow::of).toList());
    }

    @Override
    public Future<Map<String, String>> events(Collection<String> keys) {
        Map<String, String> found = new LinkedHashMap<>();
        keys.forEach(key -> {
            String value = events.get(key);
            if (value != null) found.put(key, value);
        });
        return answer(found);
    }

    /** What is withdrawn here is withdrawn at once. */
    @Override
    public Future<Void> forget(String workflowId, int run, int seq) {
        return answer(null);
    }

    @SuppressWarnings("NullAway") // a Future<Void> gives null
    private <T> Future<T> answer(@Nullable T value) {
        Promise<T> promise = Promise.promise();
        loop.execute(() -> promise.complete(value));
        return promise.future();
    }

    /** The row of a workflow that must be there. */
    WorkflowHead required(String id) {
        WorkflowHead row = rows.get(id);
        if (row == null) throw TestError.unknown(id);
        return row;
    }
}
