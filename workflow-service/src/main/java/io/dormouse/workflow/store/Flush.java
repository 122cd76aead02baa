package io.dormouse.workflow.store;

import io.dormouse.contracts.Wire;
import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.journal.EntryRow;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Part.AuditRow;
import io.dormouse.engine.store.Part.CancellationRow;
import io.dormouse.engine.store.Part.KeyRow;
import io.dormouse.engine.store.Part.NewWorkflow;
import io.dormouse.engine.store.Part.NextRun;
import io.dormouse.engine.store.Part.RowChange;
import io.dormouse.engine.store.Part.TimerRow;
import io.dormouse.engine.store.Part.WaiterRow;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A flush as one statement: a call of the function {@code flush}, which does in the database what has to be done one after another, fence
 * first. Its parameters are named as in the migration that made it.
 *
 * @param parameters of {@link #SQL}
 * @param entries how many it appends, which is what the function answers
 */
record Flush(Tuple parameters, int entries) {
    private static final List<Columns<List<Part>, ?>> TABLES = List.of(
            new Columns<List<Part>, Owned<NewWorkflow>>("made", single(Part::created))
                    .text("ids", Owned::id)
                    .small("partitions", Owned::partition)
                    .text("names", made -> made.row().name())
                    .number("versions", made -> made.row().version())
                    .text("inputs", made -> made.row().input())
                    .text("starters", made -> made.row().startedBy())
                    .text("parents", made -> made.row().parent().orElse(null))
                    .text("tags", made -> tags(made.row().tags())),
            new Columns<List<Part>, Owned<RowChange>>("changed", single(Part::change))
                    .text("ids", Owned::id)
                    .number("runs", Owned::run)
                    .text("statuses", change -> change.row().status().name())
                    .text("results", change -> change.row().result().orElse(null))
                    .text("failures", change -> change.row().failure().orElse(null))
                    .text("waits", change -> change.row().waitingFor().orElse(null))
                    .text("lines", change -> change.row().sourceLine().orElse(null))
                    .text("texts", change -> change.row().statusText().orElse(null))
                    .text("tags", change -> tags(change.row().tags())),
            new Columns<List<Part>, Owned<NextRun>>("next", single(Part::next))
                    .text("ids", Owned::id)
                    .number("runs", Owned::run)
                    .number("new_runs", next -> next.row().run())
                    .number("versions", next -> next.row().version())
                    .text("inputs", next -> next.row().input())
                    .truth("revive", next -> next.row().revives()),
            new Columns<List<Part>, Line>("entry", Flush::lines)
                    .text("ids", Line::id)
                    .number("runs", Line::run)
                    .big("positions", Line::position)
                    .small("types", line -> line.entry().type())
                    .number("seqs", line -> line.entry().seq())
                    .text("names", line -> line.entry().name())
                    .text("lines", line -> line.entry().line())
                    .text("bodies", line -> line.entry().body())
                    .time("times", Line::at),
            new Columns<List<Part>, Owned<Integer>>("settled", each(Part::settled))
                    .text("ids", Owned::id)
                    .number("runs", Owned::run)
                    .number("seqs", Owned::row),
            new Columns<List<Part>, Part>(
                            "ended",
                            parts -> parts.stream().filter(Part::allSettled).toList())
                    .text("ids", Part::id)
                    .number("runs", Part::run),
            new Columns<List<Part>, Owned<TimerRow>>("timer", each(Part::timers))
                    .text("ids", Owned::id)
                    .number("runs", Owned::run)
                    .number("seqs", timer -> timer.row().seq())
                    .small("partitions", Owned::partition)
                    .time("dues", timer -> time(timer.row().due())),
            new Columns<List<Part>, Owned<WaiterRow>>("waiter", each(Part::waiters))
                    .text("ids", Owned::id)
                    .number("runs", Owned::run)
                    .number("seqs", waiter -> waiter.row().seq())
                    .small("partitions", Owned::partition)
                    .text("keys", waiter -> waiter.row().key()),
            new Columns<List<Part>, Owned<KeyRow>>("key", each(Part::keys))
                    .text("ids", Owned::id)
                    .text("keys", key -> key.row().key())
                    .text("orders", key -> key.row().order()),
            new Columns<List<Part>, Owned<CancellationRow>>("cancelled", each(Part::cancellations))
                    .text("ids", Owned::id)
                    .number("runs", cancelled -> cancelled.row().run())
                    .number("seqs", cancelled -> cancelled.row().seq())
                    .small("partitions", Owned::partition)
                    .text("services", cancelled -> cancelled.row().service())
                    .text("keys", cancelled -> cancelled.row().key()),
            new Columns<List<Part>, Owned<AuditRow>>("audit", each(Flush::audit))
                    .text("targets", Owned::id)
                    .text("actors", done -> done.row().actor())
                    .text("actions", done -> done.row().action())
                    .text("details", done -> done.row().detail()),
            new Columns<List<Part>, Map.Entry<String, String>>("event", Flush::announcements)
                    .text("keys", Map.Entry::getKey)
                    .text("bodies", Map.Entry::getValue));

    /** The call. */
    static final String SQL = call();

    private static String call() {
        List<String> names = Stream.concat(
                        Stream.of("me", "mine", "cut_at"), TABLES.stream().flatMap(Columns::names))
                .toList();
        return IntStream.range(0, names.size())
                .mapToObj(i -> "%s => $%d".formatted(names.get(i), i + 1))
                .collect(Collectors.joining(", ", "SELECT flush(", ")"));
    }

    /** A row that belongs to a part. */
    private record Owned<R>(Part part, R row) {
        String id() {
            return part.id();
        }

        int run() {
            return part.run();
        }

        short partition() {
            return (short) part.partition();
        }
    }

    /** @param at null: when the flush was cut, as almost always; a copied entry keeps the time of the first */
    private record Line(
            String id,
            int run,
            long position,
            EntryRow entry,
            @Nullable OffsetDateTime at) {}

    /**
     * What writes these parts if the node still has this view. All were cut at one time.
     *
     * @throws RuntimeException if one of them cannot be written at all
     */
    static Flush of(String node, long view, List<Part> parts) {
        Tuple parameters = Tuple.tuple()
                .addValue(node)
                .addValue(view)
                .addValue(time(parts.getFirst().at()));
        TABLES.forEach(table -> table.add(parameters, parts));
        return new Flush(parameters, parts.stream().mapToInt(Flush::entries).sum());
    }

    private static int entries(Part part) {
        return part.entries().size()
                + part.next().map(next -> next.entries().size()).orElse(0);
    }

    private static List<Line> lines(List<Part> parts) {
        List<Line> lines = new ArrayList<>(parts.size());
        for (Part part : parts) {
            add(lines, part, part.run(), part.entries());
            part.next().ifPresent(next -> add(lines, part, next.run(), next.entries()));
        }
        return lines;
    }

    private static void add(List<Line> lines, Part part, int run, List<Recorded> entries) {
        for (Recorded recorded : entries) {
            boolean copied = !recorded.at().equals(part.at());
            lines.add(new Line(
                    part.id(),
                    run,
                    recorded.position(),
                    EntryCodec.encode(recorded.entry()),
                    copied ? time(recorded.at()) : null));
        }
    }

    /** One that is only entered so that its id is taken has an end at once, and was never started. */
    private static List<AuditRow> audit(Part part) {
        if (part.created().isEmpty() || part.change().isPresent()) return part.audit();
        NewWorkflow made = part.created().get();
        List<AuditRow> rows = new ArrayList<>();
        rows.add(new AuditRow(made.startedBy(), "start", made.name()));
        rows.addAll(part.audit());
        return rows;
    }

    /** In the order of their keys, as every transaction that triggers events has them, or two could wait for each other. */
    private static List<Map.Entry<String, String>> announcements(List<Part> parts) {
        TreeMap<String, String> events = new TreeMap<>();
        for (Part part : parts) {
            part.announcement().ifPresent(event -> events.putIfAbsent(event.key(), event.body()));
        }
        return List.copyOf(events.entrySet());
    }

    private static <R> Function<List<Part>, List<Owned<R>>> each(Function<Part, List<R>> of) {
        return parts -> {
            List<Owned<R>> rows = new ArrayList<>();
            for (Part part : parts) {
                for (R row : of.apply(part)) rows.add(new Owned<>(part, row));
            }
            return rows;
        };
    }

    private static <R> Function<List<Part>, List<Owned<R>>> single(Function<Part, Optional<R>> of) {
        return parts -> {
            List<Owned<R>> rows = new ArrayList<>();
            for (Part part : parts) of.apply(part).ifPresent(row -> rows.add(new Owned<>(part, row)));
            return rows;
        };
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** None at all is null, so that who has no tags is in no index of them. */
    private static @Nullable String tags(Map<String, String> tags) {
        return tags.isEmpty() ? null : Wire.text(tags);
    }
}
