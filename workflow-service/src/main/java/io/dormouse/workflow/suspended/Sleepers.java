package io.dormouse.workflow.suspended;

import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.Stored;
import io.dormouse.engine.store.Stored.StoredEntry;
import io.dormouse.workflow.store.WorkflowReads;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the copies of those that sleep are long enough to be of use: reads the journal of one that has fallen asleep
 * and keeps it, when more has been added since its last copy than half of what every load reads anyway. Short journals get no
 * copy at all. One batch at a time, in the background; what does not fit is left out. Belongs to the loop of its owner.
 */
final class Sleepers {
    /** As the last position of a copy that is not there. */
    static final long NO_COPY = -1;

    private static final Logger log = LoggerFactory.getLogger(Sleepers.class);

    /** Of so many workflows it knows how long their journals are. One that is forgotten gets its copy when it is next read. */
    private static final int MOST_KNOWN = 20_000;

    /** In characters of payload; a heavier one is read from Postgres. */
    private static final long HEAVIEST_COPY = 1 << 20;

    private static final long HEAVIEST_BATCH = 1 << 20;

    private static final class Known {
        final int run;
        long lastPosition;
        long weight;
        long copiedTo;

        Known(int run, long lastPosition, long weight, long copiedTo) {
            this.run = run;
            this.lastPosition = lastPosition;
            this.weight = weight;
            this.copiedTo = copiedTo;
        }
    }

    private final WorkflowReads reads;
    private final JournalMap journals;
    private final int latest;
    private final Map<String, Known> table = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST_KNOWN;
        }
    };
    private final Set<String> uncopied = new LinkedHashSet<>();
    private boolean busy;

    /** @param latest how many entries every load reads from Postgres */
    Sleepers(WorkflowReads reads, JournalMap journals, int latest) {
        this.reads = reads;
        this.journals = journals;
        this.latest = latest;
    }

    /** What a flush did to a workflow is durable. */
    void committed(Part part) {
        if (part.next().isPresent()) {
            Part.NextRun next = part.next().get();
            table.put(part.id(), new Known(next.run(), next.entries().size() - 1L, part.weight(), NO_COPY));
            return;
        }
        if (part.created().isPresent()) table.put(part.id(), new Known(part.run(), -1, 0, NO_COPY));
        Known known = table.get(part.id());
        if (known == null || known.run != part.run()) return;
        if (!part.entries().isEmpty()) {
            known.lastPosition = part.entries().getLast().position();
            known.weight += part.weight();
        }
        part.change().ifPresent(change -> turned(part.id(), known, change.status()));
    }

    private void turned(String id, Known known, Status status) {
        if (status.isEnd()) {
            table.remove(id);
        } else if (status == Status.WAITING && needsCopy(known)) {
            if (uncopied.size() < MOST_KNOWN) uncopied.add(id);
            copy();
        }
    }

    private boolean needsCopy(Known known) {
        return known.lastPosition >= latest
                && known.lastPosition - known.copiedTo > latest / 2
                && known.weight <= HEAVIEST_COPY;
    }

    /** A workflow was read. @param copiedTo the last position of its copy, or {@link #NO_COPY} */
    void wasRead(Stored stored, long copiedTo) {
        if (stored.journal().isEmpty() || stored.head().status().isEnd()) return;
        List<StoredEntry> journal = stored.journal();
        table.put(
                stored.head().id(),
                new Known(stored.head().run(), journal.getLast().position(), weight(journal), copiedTo));
    }

    private static long weight(List<StoredEntry> journal) {
        return journal.stream().mapToLong(entry -> entry.row().body().length()).sum();
    }

    /** Long journals of which no copy was there, or none of use, were read from Postgres: whoever wakes them next finds one. */
    void wereMissing(List<Stored> found) {
        Map<String, JournalCopy> copies = HashMap.newHashMap(found.size());
        for (Stored stored : found) {
            wasRead(stored, NO_COPY);
            Known known = table.get(stored.head().id());
            if (known == null || !needsCopy(known)) continue;
            JournalCopy.of(stored.head().run(), stored.journal())
                    .ifPresent(copy -> copies.put(stored.head().id(), copy));
        }
        keep(copies)
                .onFailure(
                        failure -> log.debug("no copies were kept of {}: {}", copies.keySet(), failure.getMessage()));
    }

    private void copy() {
        if (busy) return;
        Map<String, Integer> runs = nextBatch();
        if (runs.isEmpty()) return;
        busy = true;
        reads.journals(runs)
                .compose(rows -> keep(copies(runs, rows)))
                .onFailure(failure -> log.debug("no copies were made of {}: {}", runs.keySet(), failure.getMessage()))
                .onComplete(done -> {
                    busy = false;
                    copy();
                });
    }

    private static Map<String, JournalCopy> copies(Map<String, Integer> runs, Map<String, List<StoredEntry>> rows) {
        Map<String, JournalCopy> copies = HashMap.newHashMap(rows.size());
        rows.forEach((id, journal) ->
                JournalCopy.of(Objects.requireNonNull(runs.get(id)), journal).ifPresent(copy -> copies.put(id, copy)));
        return copies;
    }

    private Future<Void> keep(Map<String, JournalCopy> copies) {
        if (copies.isEmpty()) return Future.succeededFuture();
        return journals.keep(copies)
                .onSuccess(kept -> copies.forEach((id, copy) -> {
                    Known known = table.get(id);
                    if (known != null && known.run == copy.run()) known.copiedTo = copy.lastPosition();
                }));
    }

    private Map<String, Integer> nextBatch() {
        Map<String, Integer> runs = new HashMap<>();
        long weight = 0;
        var waiting = uncopied.iterator();
        while (waiting.hasNext() && weight < HEAVIEST_BATCH) {
            String id = waiting.next();
            waiting.remove();
            Known known = table.get(id);
            if (known == null || !needsCopy(known)) continue;
            runs.put(id, known.run);
            weight += known.weight;
        }
        return runs;
    }
}
