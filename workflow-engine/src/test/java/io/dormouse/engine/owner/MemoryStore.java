package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.journal.EntryRow;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.replay.SentCalls;
import io.dormouse.engine.store.Addressee;
import io.dormouse.engine.store.FlushFailedException;
import io.dormouse.engine.store.FlushFailedException.Why;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A store whose commits the test holds back, fails, or loses the answers of. What a flush does, and what it refuses, is what the
 * statements of the real one do and refuse.
 */
final class MemoryStore implements WorkflowStore {
    /** A flush that has been sent. */
    record Flush(List<Part> parts, Promise<Void> answer) {}

    final Map<String, WorkflowHead> rows = new LinkedHashMap<>();
    final Map<String, String> events = new HashMap<>();
    final Map<String, Withdrawal> cancellations = new LinkedHashMap<>();
    final Map<Addressee.Key, String> keys = new HashMap<>();
    final List<Part> committed = new ArrayList<>();
    final Deque<Flush> held = new ArrayDeque<>();
    final Map<String, String> poison = new HashMap<>();
    final List<String> loads = new ArrayList<>();

    /** What those wait for that have left memory. */
    final Map<String, Map<Integer, String>> left = new HashMap<>();

    /** Workflows whose entries a newer version has written. */
    final Set<String> tooNew = new HashSet<>();

    int settled;
    boolean hold;

    /** Happens while workflows are read. */
    Runnable whileLoading = () -> {};

    private final Map<String, TreeMap<Long, Recorded>> journals = new HashMap<>();
    private final Map<String, TreeMap<Integer, WaitRow>> waits = new HashMap<>();
    private final Loop loop;

    MemoryStore(Loop loop) {
        this.loop = loop;
    }

    @Override
    public void leftMemory(String workflowId, int partition, Map<Integer, String> awaited) {
        left.put(workflowId, awaited);
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
            String bad = poison.get(part.id());
            if (bad != null
                    && part.entries().stream().anyMatch(recorded -> !(recorded.entry() instanceof Entry.Started))) {
                fail(flush, Why.DATA, bad);
                return;
            }
            Optional<String> conflict = conflict(part);
            if (conflict.isPresent()) {
                fail(flush, Why.CONFLICT, conflict.get() + ' ' + part.id());
                return;
            }
        }
        apply(flush);
        loop.execute(flush.answer()::complete);
    }

    private Optional<String> conflict(Part part) {
        WorkflowHead row = rows.get(part.id());
        if (part.created().isPresent() && row != null) return Optional.of("duplicate key");
        TreeMap<Long, Recorded> journal = entriesOf(part.id(), part.run());
        if (part.entries().stream().anyMatch(recorded -> journal.containsKey(recorded.position())))
            return Optional.of("duplicate key");
        if (part.keys().stream().anyMatch(one -> keys.containsKey(new Addressee.Key(part.id(), one.key()))))
            return Optional.of("key is known");
        boolean mayGoOn = part.next()
                .map(next -> row != null
                        && MemoryRows.mayGoOn(row, part, next)
                        && entriesOf(part.id(), next.run()).isEmpty())
                .orElse(true);
        return mayGoOn ? Optional.empty() : Optional.of("not in the run that was to go on, or ended");
    }

    void apply(Flush flush) {
        flush.parts().forEach(this::apply);
    }

    void fail(Flush flush, Why why, String sentence) {
        loop.execute(() ->
                flush.answer().fail(new FlushFailedException(why, sentence, new IllegalStateException(sentence))));
    }

    private void apply(Part part) {
        committed.add(part);
        part.created().ifPresent(created -> rows.put(part.id(), MemoryRows.created(part, created)));
        append(part.id(), part.run(), part.entries());
        part.change()
                .ifPresent(
                        change -> rows.computeIfPresent(part.id(), (id, row) -> MemoryRows.changed(row, part, change)));
        part.next().ifPresent(next -> {
            rows.computeIfPresent(part.id(), (id, row) -> MemoryRows.inNextRun(row, next, part.at()));
            append(part.id(), next.run(), next.entries());
        });
        Map<Integer, WaitRow> waiting = waits.computeIfAbsent(key(part.id(), part.run()), none -> new TreeMap<>());
        part.settled().forEach(waiting::remove);
        part.timers().forEach(row -> waiting.put(row.seq(), new WaitRow.Timer(row.due())));
        part.waiters().forEach(row -> waiting.put(row.seq(), new WaitRow.Event(row.key())));
        if (part.allSettled()) waiting.clear();
        part.keys().forEach(row -> keys.put(new Addressee.Key(part.id(), row.key()), row.order()));
        part.cancellations()
                .forEach(row -> cancellations.putIfAbsent(
                        key(part.id(), row.run()) + '/' + row.seq(),
                        new Withdrawal(part.id(), part.partition(), row.run(), row.seq(), row.service(), row.key())));
        part.announcement().ifPresent(event -> events.putIfAbsent(event.key(), event.body()));
    }

    private void append(String id, int run, List<Recorded> entries) {
        TreeMap<Long, Recorded> journal = journals.computeIfAbsent(key(id, run), none -> new TreeMap<>());
        entries.forEach(recorded -> journal.put(recorded.position(), recorded));
    }

    private static String key(String id, int run) {
        return id + '/' + run;
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
        return journals.getOrDefault(key(id, run), new TreeMap<>());
    }

    List<Entry> journalOf(String id) {
        return journalOf(id, rowOf(id).run());
    }

    List<Entry> journalOf(String id, int run) {
        return entriesOf(id, run).values().stream().map(Recorded::entry).toList();
    }

    /** The timer and waiter rows of all its runs, by the numbers of their commands. */
    Map<Integer, WaitRow> waitsOf(String id) {
        Map<Integer, WaitRow> all = new TreeMap<>();
        for (int run = 0; run <= rowOf(id).run(); run++) all.putAll(waits.getOrDefault(key(id, run), new TreeMap<>()));
        return all;
    }

    /** Who has a row that waits for an event. */
    List<String> waitersOf(String eventKey) {
        return rows.keySet().stream()
                .filter(id -> waitsOf(id).containsValue(new WaitRow.Event(eventKey)))
                .toList();
    }

    /** The timers of all rows, as a sweep reads them. */
    List<NearTimer> timers() {
        return rows.values().stream()
                .flatMap(row -> waitsOf(row.id()).entrySet().stream()
                        .flatMap(wait -> wait.getValue() instanceof WaitRow.Timer(Instant due)
                                ? Stream.of(new NearTimer(row.id(), row.run(), wait.getKey(), due))
                                : Stream.empty()))
                .toList();
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
        whileLoading.run();
        return later(ids.stream()
                .filter(rows::containsKey)
                .map(id -> stored(id, rowOf(id).run()))
                .toList());
    }

    @Override
    public Future<Optional<Stored>> load(String id, int run) {
        boolean isThere = journals.containsKey(key(id, run));
        return later(isThere ? Optional.of(stored(id, run)) : Optional.<Stored>empty());
    }

    private Stored stored(String id, int run) {
        List<StoredEntry> entries = entriesOf(id, run).values().stream()
                .map(recorded -> new StoredEntry(recorded.position(), recorded.at(), row(id, recorded.entry())))
                .toList();
        return new Stored(rowOf(id), entries, Map.copyOf(waits.getOrDefault(key(id, run), new TreeMap<>())));
    }

    private EntryRow row(String id, Entry entry) {
        EntryRow row = EntryCodec.encode(entry);
        return tooNew.contains(id)
                ? new EntryRow(
                        row.type(),
                        row.seq(),
                        row.name(),
                        row.line(),
                        row.body().replace("\"v\":1", "\"v\":2"))
                : row;
    }

    @Override
    public Future<Map<Addressee.Key, Addressee>> addressees(Collection<Addressee.Key> asked) {
        Map<Addressee.Key, Addressee> found = new HashMap<>();
        asked.forEach(key -> found.put(
                key,
                new Addressee(Optional.ofNullable(rows.get(key.workflowId())), Optional.ofNullable(keys.get(key)))));
        return later(found);
    }

    @Override
    public Future<List<Outline>> outlines(Collection<String> ids) {
        return later(ids.stream().filter(rows::containsKey).map(this::outline).toList());
    }

    private Outline outline(String id) {
        return new Outline(
                rowOf(id),
                entriesOf(id).lastKey(),
                Map.copyOf(waits.getOrDefault(key(id, rowOf(id).run()), new TreeMap<>())),
                SentCalls.open(entriesOf(id).values()).stream()
                        .map(Part.CancellationRow::of)
                        .toList());
    }

    @Override
    public Future<Map<String, String>> events(Collection<String> keys) {
        Map<String, String> found = new HashMap<>(events);
        found.keySet().retainAll(keys);
        return later(found);
    }

    @Override
    public Future<Void> forget(String workflowId, int run, int seq) {
        cancellations.remove(key(workflowId, run) + '/' + seq);
        return later(null);
    }

    @SuppressWarnings("NullAway")
    private <T> Future<T> later(@Nullable T value) {
        Promise<T> promise = Promise.promise();
        loop.execute(() -> promise.complete(value));
        return promise.future();
    }
}
