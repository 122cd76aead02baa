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
import org.jspecify.annotations.Nullable;

/**
 * A flush as one statement: a call of the function {@code flush}, which does in the database what has to be done one after another, fence first. What
 * its parameters are stands with it, in the migration that made it; here they come in the same order.
 *
 * @param parameters of {@link #SQL}
 * @param entries how many it appends, which is what the function answers
 */
record Flush(Tuple parameters, int entries) {
    private static final Columns<Owned<NewWorkflow>> MADE = new Columns<Owned<NewWorkflow>>()
            .text(Owned::id)
            .small(Owned::partition)
            .text(made -> made.row().name())
            .number(made -> made.row().version())
            .text(made -> made.row().input())
            .text(made -> made.row().startedBy())
            .text(made -> made.row().parent().orElse(null))
            .text(made -> tags(made.row().tags()));

    private static final Columns<Owned<RowChange>> CHANGED = new Columns<Owned<RowChange>>()
            .text(Owned::id)
            .number(Owned::run)
            .text(change -> change.row().status().name())
            .text(change -> change.row().result().orElse(null))
            .text(change -> change.row().failure().orElse(null))
            .text(change -> change.row().waitingFor().orElse(null))
            .text(change -> change.row().sourceLine().orElse(null))
            .text(change -> change.row().statusText().orElse(null))
            .text(change -> tags(change.row().tags()));

    private static final Columns<Owned<NextRun>> NEXT = new Columns<Owned<NextRun>>()
            .text(Owned::id)
            .number(Owned::run)
            .number(next -> next.row().run())
            .number(next -> next.row().version())
            .text(next -> next.row().input())
            .truth(next -> next.row().revives());

    private static final Columns<Line> ENTRIES = new Columns<Line>()
            .text(Line::id)
            .number(Line::run)
            .big(Line::position)
            .small(line -> line.entry().type())
            .number(line -> line.entry().seq())
            .text(line -> line.entry().name())
            .text(line -> line.entry().line())
            .text(line -> line.entry().body())
            .time(Line::at);

    private static final Columns<Owned<Integer>> SETTLED =
            new Columns<Owned<Integer>>().text(Owned::id).number(Owned::run).number(Owned::row);

    private static final Columns<Part> ENDED =
            new Columns<Part>().text(Part::id).number(Part::run);

    private static final Columns<Owned<TimerRow>> TIMERS = new Columns<Owned<TimerRow>>()
            .text(Owned::id)
            .number(Owned::run)
            .number(timer -> timer.row().seq())
            .small(Owned::partition)
            .time(timer -> time(timer.row().due()));

    private static final Columns<Owned<WaiterRow>> WAITERS = new Columns<Owned<WaiterRow>>()
            .text(Owned::id)
            .number(Owned::run)
            .number(waiter -> waiter.row().seq())
            .small(Owned::partition)
            .text(waiter -> waiter.row().key());

    private static final Columns<Owned<KeyRow>> KEYS = new Columns<Owned<KeyRow>>()
            .text(Owned::id)
            .text(key -> key.row().key())
            .text(key -> key.row().order());

    private static final Columns<Owned<CancellationRow>> CANCELLATIONS = new Columns<Owned<CancellationRow>>()
            .text(Owned::id)
            .number(cancelled -> cancelled.row().run())
            .number(cancelled -> cancelled.row().seq())
            .small(Owned::partition)
            .text(cancelled -> cancelled.row().service())
            .text(cancelled -> cancelled.row().key());

    private static final Columns<Owned<AuditRow>> AUDIT = new Columns<Owned<AuditRow>>()
            .text(Owned::id)
            .text(done -> done.row().actor())
            .text(done -> done.row().action())
            .text(done -> done.row().detail());

    private static final Columns<Map.Entry<String, String>> EVENTS =
            new Columns<Map.Entry<String, String>>().text(Map.Entry::getKey).text(Map.Entry::getValue);

    /** The node, its view, and when the flush was cut. */
    private static final int PLAIN_PARAMETERS = 3;

    /** The call. */
    static final String SQL = IntStream.rangeClosed(1, PLAIN_PARAMETERS + columns())
            .mapToObj(number -> "$" + number)
            .collect(Collectors.joining(", ", "SELECT flush(", ")"));

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
        List<Line> entries = entries(parts);
        Tuple parameters = Tuple.tuple()
                .addValue(node)
                .addValue(view)
                .addValue(time(parts.getFirst().at()));
        MADE.add(parameters, single(parts, Part::created));
        CHANGED.add(parameters, single(parts, Part::change));
        NEXT.add(parameters, single(parts, Part::next));
        ENTRIES.add(parameters, entries);
        SETTLED.add(parameters, rows(parts, Part::settled));
        ENDED.add(parameters, parts.stream().filter(Part::allSettled).toList());
        TIMERS.add(parameters, rows(parts, Part::timers));
        WAITERS.add(parameters, rows(parts, Part::waiters));
        KEYS.add(parameters, rows(parts, Part::keys));
        CANCELLATIONS.add(parameters, rows(parts, Part::cancellations));
        AUDIT.add(parameters, audit(parts));
        EVENTS.add(parameters, announcements(parts));
        return new Flush(parameters, entries.size());
    }

    private static int columns() {
        return List.of(
                        MADE,
                        CHANGED,
                        NEXT,
                        ENTRIES,
                        SETTLED,
                        ENDED,
                        TIMERS,
                        WAITERS,
                        KEYS,
                        CANCELLATIONS,
                        AUDIT,
                        EVENTS)
                .stream()
                .mapToInt(Columns::count)
                .sum();
    }

    private static List<Line> entries(List<Part> parts) {
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

    private static List<Owned<AuditRow>> audit(List<Part> parts) {
        List<Owned<AuditRow>> rows = new ArrayList<>();
        for (Part part : parts) {
            // One that is only entered so that its id is taken has an end at once, and was never started.
            if (part.created().isPresent() && part.change().isEmpty()) {
                NewWorkflow made = part.created().get();
                rows.add(new Owned<>(part, new AuditRow(made.startedBy(), "start", made.name())));
            }
            part.audit().forEach(row -> rows.add(new Owned<>(part, row)));
        }
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

    private static <R> List<Owned<R>> rows(List<Part> parts, Function<Part, List<R>> of) {
        List<Owned<R>> rows = new ArrayList<>();
        for (Part part : parts) {
            for (R row : of.apply(part)) rows.add(new Owned<>(part, row));
        }
        return rows;
    }

    private static <R> List<Owned<R>> single(List<Part> parts, Function<Part, Optional<R>> of) {
        List<Owned<R>> rows = new ArrayList<>();
        for (Part part : parts) of.apply(part).ifPresent(row -> rows.add(new Owned<>(part, row)));
        return rows;
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** None at all is null, so that who has no tags is in no index of them. */
    private static @Nullable String tags(Map<String, String> tags) {
        return tags.isEmpty() ? null : Wire.text(tags);
    }
}
