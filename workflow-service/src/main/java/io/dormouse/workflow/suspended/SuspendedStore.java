package io.dormouse.workflow.suspended;

import io.dormouse.engine.store.Addressee;
import io.dormouse.engine.store.Outline;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Stored;
import io.dormouse.engine.store.Stored.StoredEntry;
import io.dormouse.engine.store.WorkflowHead;
import io.dormouse.engine.store.WorkflowStore;
import io.dormouse.workflow.store.WorkflowReads;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A store that reads long journals from the memory of the cluster. What can change of a workflow (its row, its timer and waiter
 * rows, the latest entries) is always read from Postgres; only entries that lie further back, which nothing can change any
 * more, may come from a copy. So a copy can be old, lost or damaged, and that costs one more query.
 */
final class SuspendedStore implements WorkflowStore {
    private final WorkflowStore store;
    private final WorkflowReads reads;
    private final JournalMap journals;
    private final Sleepers sleepers;
    private final AwaitedEvents events;
    private final int latest;

    SuspendedStore(
            WorkflowStore store,
            WorkflowReads reads,
            JournalMap journals,
            Sleepers sleepers,
            AwaitedEvents events,
            int latest) {
        this.store = store;
        this.reads = reads;
        this.journals = journals;
        this.sleepers = sleepers;
        this.events = events;
        this.latest = latest;
    }

    /** As of the store beneath; when it is durable, copies are made of those that fell asleep, and nobody waits for that. */
    @Override
    public Future<Void> flush(List<Part> parts) {
        return store.flush(parts).onSuccess(durable -> {
            parts.forEach(sleepers::committed);
            parts.forEach(events::committed);
        });
    }

    @Override
    public Future<List<Stored>> load(Collection<String> ids) {
        return reads.latest(ids, latest).compose(this::completed).onSuccess(found -> found.forEach(events::wasRead));
    }

    private Future<List<Stored>> completed(List<Stored> found) {
        List<String> cut = found.stream()
                .filter(SuspendedStore::isCut)
                .map(one -> one.head().id())
                .toList();
        if (cut.isEmpty()) {
            found.forEach(one -> sleepers.wasRead(one, Sleepers.NO_COPY));
            return Future.succeededFuture(found);
        }
        return journals.find(cut).compose(copies -> completed(found, copies));
    }

    private static boolean isCut(Stored found) {
        return !found.journal().isEmpty() && found.journal().getFirst().position() > 0;
    }

    private Future<List<Stored>> completed(List<Stored> found, Map<String, JournalCopy> copies) {
        List<Stored> whole = new ArrayList<>(found.size());
        List<Stored> missing = new ArrayList<>();
        for (Stored one : found) {
            JournalCopy copy = copies.get(one.head().id());
            Optional<Stored> completed = copy == null ? Optional.empty() : copy.completedBy(one);
            if (copy != null && completed.isPresent()) {
                whole.add(completed.get());
                sleepers.wasRead(completed.get(), copy.lastPosition());
            } else if (isCut(one)) {
                missing.add(one);
            } else {
                whole.add(one);
                sleepers.wasRead(one, Sleepers.NO_COPY);
            }
        }
        if (missing.isEmpty()) return Future.succeededFuture(whole);
        return fromPostgres(missing).map(rest -> {
            whole.addAll(rest);
            return whole;
        });
    }

    private Future<List<Stored>> fromPostgres(List<Stored> cut) {
        Map<String, Integer> runs = HashMap.newHashMap(cut.size());
        cut.forEach(one -> runs.put(one.head().id(), one.head().run()));
        return reads.journals(runs).map(rows -> {
            List<Stored> whole = new ArrayList<>(cut.size());
            for (Stored one : cut) {
                List<StoredEntry> journal = rows.getOrDefault(one.head().id(), List.of());
                whole.add(new Stored(one.head(), journal, one.waits()));
            }
            sleepers.wereMissing(whole);
            return whole;
        });
    }

    @Override
    public void leftMemory(String workflowId, int partition, Map<Integer, String> awaited) {
        events.leftMemory(workflowId, partition, awaited);
        store.leftMemory(workflowId, partition, awaited);
    }

    @Override
    public Future<Void> settle() {
        return store.settle();
    }

    @Override
    public Future<Map<String, WorkflowHead>> heads(Collection<String> ids) {
        return store.heads(ids);
    }

    @Override
    public Future<Optional<Stored>> load(String id, int run) {
        return store.load(id, run);
    }

    @Override
    public Future<Map<Addressee.Key, Addressee>> addressees(Collection<Addressee.Key> keys) {
        return store.addressees(keys);
    }

    @Override
    public Future<List<Outline>> outlines(Collection<String> ids) {
        return store.outlines(ids);
    }

    @Override
    public Future<Map<String, String>> events(Collection<String> keys) {
        return store.events(keys);
    }

    @Override
    public Future<Void> forget(String workflowId, int run, int seq) {
        return store.forget(workflowId, run, seq);
    }
}
