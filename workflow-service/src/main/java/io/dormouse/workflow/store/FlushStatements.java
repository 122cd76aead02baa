package io.dormouse.workflow.store;

import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.journal.EntryRow;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.store.Part;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** A flush as SQL: one statement a table, each taking a column as an array, whatever the number of rows. */
final class FlushStatements {
    static final String BEGIN = "BEGIN";
    static final String FENCE = "SELECT fence($1, $2)";
    static final String COMMIT = "COMMIT";
    private static final String INSERT_WORKFLOWS = """
        INSERT INTO workflow (id, partition, name, version, status, run, input, started_by, created_at, updated_at)
        SELECT id, partition, name, version, 'RUNNING', 0, input::json, started_by, $7, $7
        FROM unnest($1::text[], $2::smallint[], $3::text[], $4::int[], $5::text[], $6::text[])
            AS created (id, partition, name, version, input, started_by)\
        """;
    private static final String INSERT_AUDIT = """
        INSERT INTO audit (at, actor, action, target, detail)
        SELECT $4, actor, 'start', target, detail
        FROM unnest($1::text[], $2::text[], $3::text[]) AS started (actor, target, detail)\
        """;
    private static final String INSERT_JOURNAL = """
        INSERT INTO journal (workflow_id, run, position, type, seq, name, line, body, at)
        SELECT workflow_id, run, position, type, seq, name, line, body::json, $9
        FROM unnest($1::text[], $2::int[], $3::bigint[], $4::smallint[], $5::int[], $6::text[], $7::text[], $8::text[])
            AS entry (workflow_id, run, position, type, seq, name, line, body)\
        """;
    private static final String UPDATE_WORKFLOWS = """
        UPDATE workflow SET status = change.status, result = change.result::json, failure = change.failure::json,
            waiting_for = change.waiting_for, source_line = change.source_line, updated_at = $8,
            finished_at = CASE WHEN change.status IN ('COMPLETED', 'FAILED', 'CANCELLED', 'TERMINATED') THEN $8 END
        FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
            AS change (id, run, status, result, failure, waiting_for, source_line)
        WHERE workflow.id = change.id AND workflow.run = change.run
            AND workflow.status NOT IN ('COMPLETED', 'FAILED', 'CANCELLED', 'TERMINATED')\
        """;
    private static final String INSERT_TIMERS = """
        INSERT INTO timer (workflow_id, run, seq, partition, due_at)
        SELECT * FROM unnest($1::text[], $2::int[], $3::int[], $4::smallint[], $5::timestamptz[])
        ON CONFLICT (workflow_id, run, seq) DO UPDATE SET due_at = excluded.due_at\
        """;
    private static final String INSERT_WAITERS = """
        INSERT INTO event_waiter (key, workflow_id, run, seq, partition)
        SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::smallint[])
        ON CONFLICT DO NOTHING\
        """;
    private static final String DELETE_SETTLED = """
        DELETE FROM %1$s USING unnest($1::text[], $2::int[], $3::int[]) AS settled (workflow_id, run, seq)
        WHERE %1$s.workflow_id = settled.workflow_id AND %1$s.run = settled.run AND %1$s.seq = settled.seq\
        """;
    private static final String DELETE_ALL_SETTLED = """
        DELETE FROM %1$s USING unnest($1::text[], $2::int[]) AS ended (workflow_id, run)
        WHERE %1$s.workflow_id = ended.workflow_id AND %1$s.run = ended.run\
        """;
    private static final String INSERT_CANCELLATIONS = """
        INSERT INTO cancellation (workflow_id, run, seq, partition, service, key)
        SELECT * FROM unnest($1::text[], $2::int[], $3::int[], $4::smallint[], $5::text[], $6::text[])
        ON CONFLICT DO NOTHING\
        """;

    private static final List<String> SLEEPERS = List.of("timer", "event_waiter");

    /** Every statement that a flush may send. */
    static final List<String> ALL = Stream.of(
                    Stream.of(
                            BEGIN,
                            FENCE,
                            INSERT_WORKFLOWS,
                            INSERT_AUDIT,
                            INSERT_JOURNAL,
                            UPDATE_WORKFLOWS,
                            INSERT_TIMERS,
                            INSERT_WAITERS,
                            INSERT_CANCELLATIONS,
                            COMMIT),
                    SLEEPERS.stream().map(DELETE_SETTLED::formatted),
                    SLEEPERS.stream().map(DELETE_ALL_SETTLED::formatted))
            .flatMap(statements -> statements)
            .toList();

    /** A row that belongs to a part. */
    private record Row<R>(Part part, R row) {}

    private FlushStatements() {}

    /** Gives each statement that the parts need, with its parameters, in order. All parts were cut at one time. */
    static void of(List<Part> parts, BiConsumer<String, Tuple> statements) {
        OffsetDateTime at = time(parts.getFirst().at());
        List<Part> created =
                parts.stream().filter(part -> part.created().isPresent()).toList();
        if (!created.isEmpty()) created(created, at, statements);
        journal(rows(parts, Part::entries), at, statements);
        List<Part> changed =
                parts.stream().filter(part -> part.change().isPresent()).toList();
        if (!changed.isEmpty()) changed(changed, at, statements);
        sleepers(parts, statements);
        List<Row<Part.CancellationRow>> cancellations = rows(parts, Part::cancellations);
        if (!cancellations.isEmpty()) {
            statements.accept(
                    INSERT_CANCELLATIONS,
                    Tuple.of(
                            column(cancellations, row -> row.part().id(), String[]::new),
                            column(cancellations, row -> row.part().run(), Integer[]::new),
                            column(cancellations, row -> row.row().seq(), Integer[]::new),
                            column(cancellations, row -> (short) row.part().partition(), Short[]::new),
                            column(cancellations, row -> row.row().service(), String[]::new),
                            column(cancellations, row -> row.row().key(), String[]::new)));
        }
    }

    private static void created(List<Part> created, OffsetDateTime at, BiConsumer<String, Tuple> statements) {
        String[] ids = column(created, Part::id, String[]::new);
        String[] names = column(created, part -> part.created().orElseThrow().name(), String[]::new);
        String[] actors = column(created, part -> part.created().orElseThrow().startedBy(), String[]::new);
        statements.accept(
                INSERT_WORKFLOWS,
                Tuple.tuple()
                        .addValue(ids)
                        .addValue(column(created, part -> (short) part.partition(), Short[]::new))
                        .addValue(names)
                        .addValue(column(
                                created, part -> part.created().orElseThrow().version(), Integer[]::new))
                        .addValue(column(
                                created, part -> part.created().orElseThrow().input(), String[]::new))
                        .addValue(actors)
                        .addValue(at));
        statements.accept(INSERT_AUDIT, Tuple.of(actors, ids, names, at));
    }

    private static void journal(List<Row<Recorded>> entries, OffsetDateTime at, BiConsumer<String, Tuple> statements) {
        int size = entries.size();
        if (size == 0) return;
        String[] ids = new String[size];
        Integer[] runs = new Integer[size];
        Long[] positions = new Long[size];
        Short[] types = new Short[size];
        Integer[] seqs = new Integer[size];
        String[] names = new String[size];
        String[] lines = new String[size];
        String[] bodies = new String[size];
        for (int i = 0; i < size; i++) {
            Row<Recorded> entry = entries.get(i);
            EntryRow row = EntryCodec.encode(entry.row().entry());
            ids[i] = entry.part().id();
            runs[i] = entry.part().run();
            positions[i] = entry.row().position();
            types[i] = row.type();
            seqs[i] = row.seq();
            names[i] = row.name();
            lines[i] = row.line();
            bodies[i] = row.body();
        }
        statements.accept(
                INSERT_JOURNAL,
                Tuple.tuple()
                        .addValue(ids)
                        .addValue(runs)
                        .addValue(positions)
                        .addValue(types)
                        .addValue(seqs)
                        .addValue(names)
                        .addValue(lines)
                        .addValue(bodies)
                        .addValue(at));
    }

    private static void changed(List<Part> changed, OffsetDateTime at, BiConsumer<String, Tuple> statements) {
        statements.accept(
                UPDATE_WORKFLOWS,
                Tuple.tuple()
                        .addValue(column(changed, Part::id, String[]::new))
                        .addValue(column(changed, Part::run, Integer[]::new))
                        .addValue(column(
                                changed,
                                part -> part.change().orElseThrow().status().name(),
                                String[]::new))
                        .addValue(column(
                                changed,
                                part -> part.change().orElseThrow().result().orElse(null),
                                String[]::new))
                        .addValue(column(
                                changed,
                                part -> part.change().orElseThrow().failure().orElse(null),
                                String[]::new))
                        .addValue(column(
                                changed,
                                part -> part.change().orElseThrow().waitingFor().orElse(null),
                                String[]::new))
                        .addValue(column(
                                changed,
                                part -> part.change().orElseThrow().sourceLine().orElse(null),
                                String[]::new))
                        .addValue(at));
    }

    private static void sleepers(List<Part> parts, BiConsumer<String, Tuple> statements) {
        // First what goes, then what comes: a row may be replaced by another one of the same command.
        List<Row<Integer>> settled = rows(parts, Part::settled);
        if (!settled.isEmpty()) {
            for (String table : SLEEPERS) {
                statements.accept(
                        DELETE_SETTLED.formatted(table),
                        Tuple.of(
                                column(settled, row -> row.part().id(), String[]::new),
                                column(settled, row -> row.part().run(), Integer[]::new),
                                column(settled, Row::row, Integer[]::new)));
            }
        }
        List<Row<Part.TimerRow>> timers = rows(parts, Part::timers);
        if (!timers.isEmpty()) {
            statements.accept(
                    INSERT_TIMERS,
                    Tuple.of(
                            column(timers, row -> row.part().id(), String[]::new),
                            column(timers, row -> row.part().run(), Integer[]::new),
                            column(timers, row -> row.row().seq(), Integer[]::new),
                            column(timers, row -> (short) row.part().partition(), Short[]::new),
                            column(timers, row -> time(row.row().due()), OffsetDateTime[]::new)));
        }
        List<Row<Part.WaiterRow>> waiters = rows(parts, Part::waiters);
        if (!waiters.isEmpty()) {
            statements.accept(
                    INSERT_WAITERS,
                    Tuple.of(
                            column(waiters, row -> row.row().key(), String[]::new),
                            column(waiters, row -> row.part().id(), String[]::new),
                            column(waiters, row -> row.part().run(), Integer[]::new),
                            column(waiters, row -> row.row().seq(), Integer[]::new),
                            column(waiters, row -> (short) row.part().partition(), Short[]::new)));
        }
        List<Part> ended = parts.stream().filter(Part::allSettled).toList();
        if (ended.isEmpty()) return;
        for (String table : SLEEPERS) {
            statements.accept(
                    DELETE_ALL_SETTLED.formatted(table),
                    Tuple.tuple()
                            .addValue(column(ended, Part::id, String[]::new))
                            .addValue(column(ended, Part::run, Integer[]::new)));
        }
    }

    private static <R> List<Row<R>> rows(List<Part> parts, Function<Part, List<R>> of) {
        List<Row<R>> rows = new ArrayList<>();
        for (Part part : parts) {
            for (R row : of.apply(part)) rows.add(new Row<>(part, row));
        }
        return rows;
    }

    private static <R, C> C[] column(List<R> rows, Function<R, C> value, IntFunction<C[]> array) {
        C[] column = array.apply(rows.size());
        for (int i = 0; i < column.length; i++) column[i] = value.apply(rows.get(i));
        return column;
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
