package io.dormouse.workflow.store;

import static io.dormouse.workflow.store.Columns.numbers;
import static io.dormouse.workflow.store.Columns.partitions;
import static io.dormouse.workflow.store.Columns.rows;
import static io.dormouse.workflow.store.Columns.texts;
import static io.dormouse.workflow.store.Columns.time;

import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.journal.EntryRow;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.store.Part;
import io.dormouse.workflow.store.Columns.Owned;
import io.dormouse.workflow.store.FlushConnection.Statement;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A flush as SQL: one statement a table, each taking a column as an array, whatever the number of rows; none at all for a table
 * that gets no row.
 */
final class FlushStatements {
    static final String BEGIN = "BEGIN";
    static final String FENCE = "SELECT fence($1, $2)";
    static final String COMMIT = "COMMIT";
    private static final String JOURNAL = """
        INSERT INTO journal (workflow_id, run, position, type, seq, name, line, body, at)
        SELECT workflow_id, run, position, type, seq, name, line, body::json, coalesce(at, $10)
        FROM %s(SELECT unnest($1::text[]) AS workflow_id, unnest($2::int[]) AS run, unnest($3::bigint[]) AS position,
            unnest($4::smallint[]) AS type, unnest($5::int[]) AS seq, unnest($6::text[]) AS name, unnest($7::text[]) AS line,
            unnest($8::text[]) AS body, unnest($9::timestamptz[]) AS at) AS entry\
        """;
    private static final String INSERT_JOURNAL = JOURNAL.formatted("");

    /**
     * What a flush is that writes nothing but entries: one statement, which is a transaction of its own. The fence has locked its row and
     * has raised, or not, before a row comes out of the join. Nothing is read with the statement's snapshot, which is older than the lock.
     */
    private static final String FENCED_JOURNAL = JOURNAL.formatted("fence($11, $12), ");

    /** A repeat was looked up before the flush was cut, so that an id which is there means that the copy was stale. */
    private static final String INSERT_KEYS = """
        INSERT INTO signal_id (workflow_id, signal_id, ordered) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])\
        """;

    private static final String INSERT_CANCELLATIONS = """
        INSERT INTO cancellation (workflow_id, run, seq, partition, service, key)
        SELECT * FROM unnest($1::text[], $2::int[], $3::int[], $4::smallint[], $5::text[], $6::text[])
        ON CONFLICT DO NOTHING\
        """;
    private static final String INSERT_AUDIT = """
        INSERT INTO audit (at, actor, action, target, detail)
        SELECT $5, actor, action, target, detail
        FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS done (actor, action, target, detail)\
        """;

    /** The first one stands: a child that was rewound ends twice. */
    private static final String INSERT_EVENTS = """
        INSERT INTO event (key, body, triggered_at, triggered_by, open)
        SELECT key, body::json, $3, 'engine', true FROM unnest($1::text[], $2::text[]) AS announced (key, body)
        ON CONFLICT DO NOTHING\
        """;

    /** Every statement that a flush may send. */
    static final List<String> ALL = Stream.of(
                    List.of(BEGIN, FENCE, COMMIT),
                    RowStatements.ALL,
                    SleeperStatements.ALL,
                    List.of(
                            INSERT_JOURNAL,
                            FENCED_JOURNAL,
                            INSERT_KEYS,
                            INSERT_CANCELLATIONS,
                            INSERT_AUDIT,
                            INSERT_EVENTS))
            .flatMap(Collection::stream)
            .toList();

    /** @param at null: when the flush was cut, as almost always; a copied entry keeps the time of the first */
    private record JournalRow(
            String id,
            int run,
            long position,
            EntryRow entry,
            @Nullable OffsetDateTime at) {}

    private record AuditRow(String actor, String action, String target, String detail) {}

    private FlushStatements() {}

    /** Each statement that the parts need, in order, but for fence and commit. All parts were cut at one time. */
    static List<Statement> of(List<Part> parts) {
        List<Statement> statements = new ArrayList<>();
        of(parts, (sql, parameters) -> statements.add(new Statement(sql, parameters)));
        return statements;
    }

    private static void of(List<Part> parts, BiConsumer<String, Tuple> statements) {
        OffsetDateTime at = time(parts.getFirst().at());
        RowStatements.of(parts, at, statements);
        journal(parts, at, statements);
        SleeperStatements.of(parts, statements);
        keys(parts, statements);
        cancellations(parts, statements);
        audit(parts, at, statements);
        announcements(parts, at, statements);
    }

    /** One statement that does the same as these between fence and commit; none if there is no such. */
    static Optional<Statement> fenced(List<Statement> statements, String node, long view) {
        if (statements.size() != 1 || !statements.getFirst().sql().equals(INSERT_JOURNAL)) return Optional.empty();
        Tuple columns = statements.getFirst().parameters();
        return Optional.of(new Statement(FENCED_JOURNAL, columns.addValue(node).addValue(view)));
    }

    private static void journal(List<Part> parts, OffsetDateTime at, BiConsumer<String, Tuple> statements) {
        List<JournalRow> rows = new ArrayList<>(parts.size());
        for (Part part : parts) {
            add(rows, part, part.run(), part.entries());
            part.next().ifPresent(next -> add(rows, part, next.run(), next.entries()));
        }
        if (rows.isEmpty()) return;
        statements.accept(
                INSERT_JOURNAL,
                Tuple.tuple()
                        .addValue(texts(rows, JournalRow::id))
                        .addValue(numbers(rows, JournalRow::run))
                        .addValue(Columns.column(rows, JournalRow::position, Long[]::new))
                        .addValue(Columns.column(rows, row -> row.entry().type(), Short[]::new))
                        .addValue(numbers(rows, row -> row.entry().seq()))
                        .addValue(texts(rows, row -> row.entry().name()))
                        .addValue(texts(rows, row -> row.entry().line()))
                        .addValue(texts(rows, row -> row.entry().body()))
                        .addValue(Columns.column(rows, JournalRow::at, OffsetDateTime[]::new))
                        .addValue(at));
    }

    private static void add(List<JournalRow> rows, Part part, int run, List<Recorded> entries) {
        for (Recorded recorded : entries) {
            boolean copied = !recorded.at().equals(part.at());
            rows.add(new JournalRow(
                    part.id(),
                    run,
                    recorded.position(),
                    EntryCodec.encode(recorded.entry()),
                    copied ? time(recorded.at()) : null));
        }
    }

    private static void keys(List<Part> parts, BiConsumer<String, Tuple> statements) {
        List<Owned<Part.KeyRow>> keys = rows(parts, Part::keys);
        if (keys.isEmpty()) return;
        statements.accept(
                INSERT_KEYS,
                Tuple.of(
                        texts(keys, row -> row.part().id()),
                        texts(keys, row -> row.row().key()),
                        texts(keys, row -> row.row().order())));
    }

    private static void cancellations(List<Part> parts, BiConsumer<String, Tuple> statements) {
        List<Owned<Part.CancellationRow>> cancellations = rows(parts, Part::cancellations);
        if (cancellations.isEmpty()) return;
        statements.accept(
                INSERT_CANCELLATIONS,
                Tuple.of(
                        texts(cancellations, row -> row.part().id()),
                        numbers(cancellations, row -> row.row().run()),
                        numbers(cancellations, row -> row.row().seq()),
                        partitions(cancellations, Owned::part),
                        texts(cancellations, row -> row.row().service()),
                        texts(cancellations, row -> row.row().key())));
    }

    private static void audit(List<Part> parts, OffsetDateTime at, BiConsumer<String, Tuple> statements) {
        List<AuditRow> rows = new ArrayList<>();
        for (Part part : parts) {
            // One that is only entered so that its id is taken has an end at once, and was never started.
            if (part.change().isEmpty()) {
                part.created()
                        .ifPresent(row -> rows.add(new AuditRow(row.startedBy(), "start", part.id(), row.name())));
            }
            part.audit().forEach(row -> rows.add(new AuditRow(row.actor(), row.action(), part.id(), row.detail())));
        }
        if (rows.isEmpty()) return;
        statements.accept(
                INSERT_AUDIT,
                Tuple.of(
                        texts(rows, AuditRow::actor),
                        texts(rows, AuditRow::action),
                        texts(rows, AuditRow::target),
                        texts(rows, AuditRow::detail),
                        at));
    }

    /** In the order of their keys, as every transaction that triggers events has them, or two could wait for each other. */
    private static void announcements(List<Part> parts, OffsetDateTime at, BiConsumer<String, Tuple> statements) {
        TreeMap<String, String> events = new TreeMap<>();
        for (Part part : parts) {
            part.announcement().ifPresent(event -> events.putIfAbsent(event.key(), event.body()));
        }
        if (events.isEmpty()) return;
        statements.accept(
                INSERT_EVENTS,
                Tuple.of(events.keySet().toArray(String[]::new), events.values().toArray(String[]::new), at));
    }
}
