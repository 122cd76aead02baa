package io.dormouse.workflow.store;

import static io.dormouse.workflow.store.Columns.column;
import static io.dormouse.workflow.store.Columns.numbers;
import static io.dormouse.workflow.store.Columns.partitions;
import static io.dormouse.workflow.store.Columns.rows;
import static io.dormouse.workflow.store.Columns.texts;
import static io.dormouse.workflow.store.Columns.time;

import io.dormouse.engine.store.Part;
import io.dormouse.workflow.store.Columns.Owned;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** What a flush does to the rows that wake sleepers. */
final class SleeperStatements {
    private static final String INSERT_TIMERS = """
        INSERT INTO timer (workflow_id, run, seq, partition, due_at)
        SELECT * FROM unnest($1::text[], $2::int[], $3::int[], $4::smallint[], $5::timestamptz[])
        ON CONFLICT (workflow_id, run, seq) DO UPDATE SET due_at = excluded.due_at\
        """;
    private static final String INSERT_WAITERS = """
        INSERT INTO event_waiter (key, workflow_id, run, seq, partition)
        SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::smallint[])
        ON CONFLICT (workflow_id, run, seq) DO UPDATE SET key = excluded.key\
        """;
    private static final String DELETE_SETTLED = """
        DELETE FROM %1$s USING unnest($1::text[], $2::int[], $3::int[]) AS settled (workflow_id, run, seq)
        WHERE %1$s.workflow_id = settled.workflow_id AND %1$s.run = settled.run AND %1$s.seq = settled.seq\
        """;
    private static final String DELETE_ALL_SETTLED = """
        DELETE FROM %1$s USING unnest($1::text[], $2::int[]) AS ended (workflow_id, run)
        WHERE %1$s.workflow_id = ended.workflow_id AND %1$s.run = ended.run\
        """;
    private static final List<String> TABLES = List.of("timer", "event_waiter");

    static final List<String> ALL = Stream.of(
                    Stream.of(INSERT_TIMERS, INSERT_WAITERS),
                    TABLES.stream().map(DELETE_SETTLED::formatted),
                    TABLES.stream().map(DELETE_ALL_SETTLED::formatted))
            .flatMap(statements -> statements)
            .toList();

    private SleeperStatements() {}

    /** First what goes, then what comes: a row may be replaced by another one of the same command. */
    static void of(List<Part> parts, BiConsumer<String, Tuple> statements) {
        List<Owned<Integer>> settled = rows(parts, Part::settled);
        if (!settled.isEmpty())
            TABLES.forEach(table -> statements.accept(DELETE_SETTLED.formatted(table), of(settled)));
        List<Owned<Part.TimerRow>> timers = rows(parts, Part::timers);
        if (!timers.isEmpty()) statements.accept(INSERT_TIMERS, timers(timers));
        List<Owned<Part.WaiterRow>> waiters = rows(parts, Part::waiters);
        if (!waiters.isEmpty()) statements.accept(INSERT_WAITERS, waiters(waiters));
        List<Part> ended = parts.stream().filter(Part::allSettled).toList();
        if (!ended.isEmpty()) {
            TABLES.forEach(table -> statements.accept(
                    DELETE_ALL_SETTLED.formatted(table),
                    Tuple.tuple().addValue(texts(ended, Part::id)).addValue(numbers(ended, Part::run))));
        }
    }

    private static Tuple of(List<Owned<Integer>> settled) {
        return Tuple.of(
                texts(settled, row -> row.part().id()),
                numbers(settled, row -> row.part().run()),
                numbers(settled, Owned::row));
    }

    private static Tuple timers(List<Owned<Part.TimerRow>> timers) {
        return Tuple.of(
                texts(timers, row -> row.part().id()),
                numbers(timers, row -> row.part().run()),
                numbers(timers, row -> row.row().seq()),
                partitions(timers, Owned::part),
                column(timers, row -> time(row.row().due()), OffsetDateTime[]::new));
    }

    private static Tuple waiters(List<Owned<Part.WaiterRow>> waiters) {
        return Tuple.of(
                texts(waiters, row -> row.row().key()),
                texts(waiters, row -> row.part().id()),
                numbers(waiters, row -> row.part().run()),
                numbers(waiters, row -> row.row().seq()),
                partitions(waiters, Owned::part));
    }
}
