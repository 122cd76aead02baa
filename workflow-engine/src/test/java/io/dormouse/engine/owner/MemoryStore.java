package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Recorded;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store whose commits the test holds back, fails, or loses the answers of. */
final class MemoryStore implements WorkflowStore {
    /** A flush that has been sent. */
    record Flush(List<Part> parts, Promise<Void> answer) {}

    final Map<String, WorkflowHead> rows = new HashMap<>();
    final Map<String, TreeMap<Long, Recorded>> journals = new HashMap<>();
    final Map<String, Map<Integer, WaitRow>> waits = new HashMap<>();
    final Map<String, String> events = new HashMap<>();
    final Set<String> cancellations = new HashSet<>();
    final Set<Addressee.Key> signalIds = new HashSet<>();
    final List<Part> committed = new ArrayList<>();
    final Deque<Flush> held = new ArrayDeque<>();
    final Map<String, String> poison = new HashMap<>();
    final List<String> loads = new ArrayList<>();
    int settled;
    boolean hold;

    private final Loop loop;

    MemoryStore(Loop loop) {
        this.loop = loop;
    }

    @Override
    public Future<Void> flush(List<Part> parts) {
        Flush flush = new Flush(parts, Promise.promise());
        if (hold) held.add(flush);
        else commit(flush);
        return flush.answer().future();
    }

    void commit(Flush flush) {
        for (Part part : flush.parts()) {
            String why = poison.get(part.id());
            if (why != null
                    && part.entries().stream().anyMatch(recorded -> !(recorded.entry() instanceof Entry.Started))) {
                fail(flush, FlushFailedException.Why.DATA, why);
                return;
            }
            TreeMap<Long, Recorded> journal = journals.getOrDefault(key(part.id(), part.run()), new TreeMap<>());
            if (part.entries().stream().anyMatch(recorded -> journal.containsKey(recorded.position()))) {
                fail(flush, FlushFailedException.Why.CONFLICT, "duplicate key " + part.id());
                return;
            }
        }
        apply(flush);
        loop.execute(flush.answer()::complete);
    }

    void apply(Flush flush) {
        flush.parts().forEach(this::apply);
    }

    void fail(Flush flush, FlushFailedException.Why why, String sentence) {
        loop.execute(() ->
                flush.answer().fail(new FlushFailedException(why, sentence, new IllegalStateException(sentence))));
    }

    private void apply(Part part) {
        committed.add(part);
        part.created().ifPresent(created -> rows.put(part.id(), head(part, created)));
        part.entries()
                .forEach(recorded -> journals.computeIfAbsent(key(part.id(), part.run()), none -> new TreeMap<>())
                        .put(recorded.position(), recorded));
        part.change()
                .ifPresent(change -> rows.computeIfPresent(
                        part.id(), (id, row) -> row.status().isEnd() ? row : changed(row, change, part.at())));
        Map<Integer, WaitRow> waiting = waits.computeIfAbsent(part.id(), none -> new HashMap<>());
        part.settled().forEach(waiting::remove);
        part.timers().forEach(row -> waiting.put(row.seq(), new WaitRow.Timer(row.due())));
        part.waiters().forEach(row -> waiting.put(row.seq(), new WaitRow.Event(row.key())));
        if (part.allSettled()) waiting.clear();
        part.signalIds().forEach(signalId -> signalIds.add(new Addressee.Key(part.id(), signalId)));
        part.cancellations().forEach(row -> cancellations.add(row.key()));
        part.announcement().ifPresent(event -> events.putIfAbsent(event.key(), event.body()));
        part.next().ifPresent(next -> turn(part, next));
    }

    private void turn(Part part, Part.NextRun next) {
        WorkflowHead row = rowOf(part.id());
        rows.put(
                part.id(),
                new WorkflowHead(
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
                        part.at(),
                        Optional.empty()));
        TreeMap<Long, Recorded> journal = new TreeMap<>();
        next.entries().forEach(recorded -> journal.put(recorded.position(), recorded));
        journals.put(key(part.id(), next.run()), journal);
    }

    private static String key(String id, int run) {
        return id + '/' + run;
    }

    private static WorkflowHead head(Part part, Part.NewWorkflow created) {
        return new WorkflowHead(
                part.id(),
                part.partition(),
                created.name(),
                created.version(),
                Status.RUNNING,
                0,
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

    WorkflowHead rowOf(String id) {
        return Objects.requireNonNull(rows.get(id), id);
    }

    Status statusOf(String id) {
        return rowOf(id).status();
    }

    TreeMap<Long, Recorded> entriesOf(String id) {
        return entriesOf(id, rowOf(id).run());
    }

    TreeMap<Long, Recorded> entriesOf(String id, int run) {
        return Objects.requireNonNull(journals.get(key(id, run)), id);
    }

    Set<Integer> waitsOf(String id) {
        return waits.getOrDefault(id, Map.of()).keySet();
    }

    List<Entry> journalOf(String id) {
        return entriesOf(id).values().stream().map(Recorded::entry).toList();
    }

    @Override
    public Future<Void> settle() {
        settled++;
        return later(null);
    }

    @Override
    public Future<Map<String, WorkflowHead>> heads(Collection<String> ids) {
        Map<String, WorkflowHead> found = new HashMap<>(rows);
        found.keySet().retainAll(ids);
        return later(found);
    }

    @Override
    public Future<List<Stored>> load(Collection<String> ids) {
        loads.addAll(ids);
        return later(ids.stream().filter(rows::containsKey).map(this::stored).toList());
    }

    @Override
    public Future<Optional<Stored>> load(String id, int run) {
        boolean isThere = journals.containsKey(key(id, run));
        return later(isThere ? Optional.of(stored(id, run)) : Optional.<Stored>empty());
    }

    private Stored stored(String id) {
        return stored(id, rowOf(id).run());
    }

    private Stored stored(String id, int run) {
        List<StoredEntry> entries = journals.getOrDefault(key(id, run), new TreeMap<>()).values().stream()
                .map(recorded ->
                        new StoredEntry(recorded.position(), recorded.at(), EntryCodec.encode(recorded.entry())))
                .toList();
        return new Stored(Objects.requireNonNull(rows.get(id)), entries, Map.copyOf(waits.getOrDefault(id, Map.of())));
    }

    @Override
    public Future<Map<Addressee.Key, Addressee>> addressees(Collection<Addressee.Key> keys) {
        Map<Addressee.Key, Addressee> found = new HashMap<>();
        keys.forEach(key -> found.put(
                key, new Addressee(Optional.ofNullable(rows.get(key.workflowId())), signalIds.contains(key))));
        return later(found);
    }

    @Override
    public Future<List<Outline>> outlines(Collection<String> ids) {
        return later(ids.stream().filter(rows::containsKey).map(this::outline).toList());
    }

    private Outline outline(String id) {
        Map<Integer, Part.CancellationRow> open = new HashMap<>();
        for (Entry entry : journalOf(id)) {
            if (entry instanceof Entry.Called called && called.kind() == Kind.CALL) {
                open.put(called.seq(), new Part.CancellationRow(0, called.seq(), "cloud.v1", called.key()));
            } else if (entry instanceof Entry.Completed completed) {
                open.remove(completed.seq());
            }
        }
        return new Outline(
                rowOf(id),
                entriesOf(id).lastKey(),
                Map.copyOf(waits.getOrDefault(id, Map.of())),
                List.copyOf(open.values()));
    }

    @Override
    public Future<Map<String, String>> events(Collection<String> keys) {
        Map<String, String> found = new HashMap<>(events);
        found.keySet().retainAll(keys);
        return later(found);
    }

    @Override
    public Future<Void> forget(String workflowId, int run, int seq) {
        cancellations.remove(workflowId + "/" + run + "/" + seq);
        return later(null);
    }

    @SuppressWarnings("NullAway")
    private <T> Future<T> later(@Nullable T value) {
        Promise<T> promise = Promise.promise();
        loop.execute(() -> promise.complete(value));
        return promise.future();
    }
}
