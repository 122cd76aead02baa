package io.dormouse.workflow.suspended;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.Stored.StoredEntry;
import io.dormouse.workflow.cluster.Partitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes journals of any length, and the flushes that write them. */
final class Journals {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");

    private Journals() {}

    /** Starts a workflow with so many entries. */
    static Part started(String id, int entries) {
        return part(id, 0, recorded(id, 0, entries), Optional.of(row()), Optional.empty(), List.of(), List.of());
    }

    /** Appends entries up to a length. */
    static Part appended(String id, int from, int to) {
        return part(id, 0, recorded(id, from, to), Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    static Part turned(String id, Status status) {
        Part.RowChange change = new Part.RowChange(
                status,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        return part(id, 0, List.of(), Optional.empty(), Optional.of(change), List.of(), List.of());
    }

    /** The present run ends at a position, and the next one begins with so many entries. */
    static Part goesOn(String id, int position, int entries) {
        Part.NextRun next = new Part.NextRun(1, 1, "null", recorded(id, 0, entries), false);
        Recorded last = new Recorded(position, NOW, new Entry.ContinuedAsNew("null"));
        Part part = part(id, 0, List.of(last), Optional.empty(), Optional.empty(), List.of(), List.of());
        return with(part, Optional.of(next));
    }

    static Part waits(String id, int seq, String key) {
        return part(
                id, 0, List.of(), Optional.empty(), Optional.empty(), List.of(new Part.WaiterRow(seq, key)), List.of());
    }

    /** The row of a command goes. @param entries what is appended with that */
    static Part settles(String id, int seq, List<Recorded> entries) {
        return part(id, 0, entries, Optional.empty(), Optional.empty(), List.of(), List.of(seq));
    }

    static Recorded completed(long position, int seq) {
        Outcome outcome = new Outcome.Success("{\"n\":" + position + ",\"text\":\"schläft\"}", null);
        return new Recorded(
                position, NOW, new Entry.Completed(seq, Kind.RUN, "step", "X.java:1", outcome, Optional.empty()));
    }

    /** A journal as Postgres gives it. */
    static List<StoredEntry> rows(String id, int entries) {
        return recorded(id, 0, entries).stream()
                .map(one -> new StoredEntry(one.position(), one.at(), EntryCodec.encode(one.entry())))
                .toList();
    }

    private static List<Recorded> recorded(String id, int from, int to) {
        List<Recorded> entries = new ArrayList<>();
        for (int position = from; position < to; position++) {
            Recorded started =
                    new Recorded(0, NOW, new Entry.Started("test", 1, "null", "tester", new Origin(1, id, 0)));
            entries.add(position == 0 ? started : completed(position, position - 1));
        }
        return entries;
    }

    private static Part.NewWorkflow row() {
        return new Part.NewWorkflow("test", 1, "null", "tester", Optional.empty(), Map.of());
    }

    private static Part with(Part part, Optional<Part.NextRun> next) {
        return new Part(
                part.id(),
                part.partition(),
                part.run(),
                part.at(),
                part.created(),
                part.entries(),
                next,
                part.change(),
                part.timers(),
                part.waiters(),
                part.settled(),
                part.allSettled(),
                part.cancellations(),
                part.keys(),
                part.audit(),
                part.announcement());
    }

    private static Part part(
            String id,
            int run,
            List<Recorded> entries,
            Optional<Part.NewWorkflow> created,
            Optional<Part.RowChange> change,
            List<Part.WaiterRow> waiters,
            List<Integer> settled) {
        return new Part(
                id,
                Partitions.of(id),
                run,
                NOW,
                created,
                entries,
                Optional.empty(),
                change,
                List.of(),
                waiters,
                settled,
                false,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }
}
