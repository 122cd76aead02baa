package io.dormouse.adapter;

import io.dormouse.host.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A ledger's tables in Postgres: one connection to write, one to read for callers, one to read slowly what is left. A transaction
 * is sent whole, with its {@code COMMIT}, before its first answer is awaited; it is committed when every statement has succeeded,
 * because after a failed one Postgres answers a {@code COMMIT} that rolls back just as friendly.
 */
final class PostgresTables implements LedgerTables {
    /** Classes of SQL states for which a write is to blame, or two transactions that met, but not the server or the connection. */
    private static final Set<String> OF_A_ROW = Set.of("21", "22", "23", "40", "54");

    private static final String TWO_MET = "40";

    /** $2 is the reader's own number. The lock is looked at only for what others hold. */
    private static final String ROWS = """
        SELECT o.key, o.action, o.digest, o.request::text AS request, o.actor, o.state, coalesce(o.holder, 0) AS holder, o.attempt,
               o.expected::text AS expected, o.outcome::text AS outcome, i.name AS holder_name,
               CASE WHEN o.state = 'STARTED' AND o.holder <> $2
                    THEN pg_try_advisory_xact_lock_shared('instance'::regclass::oid::integer, o.holder)
                    ELSE false END AS gone
        FROM operation o LEFT JOIN instance i ON i.number = o.holder
        """;

    private static final String BY_KEYS = ROWS + "WHERE o.key = ANY($1)";

    private static final String IN_FLIGHT = ROWS
            + "WHERE o.holder = ANY($1) AND o.state = 'STARTED' AND o.action = ANY($3) AND o.key <> ALL($4) ORDER BY"
            + " o.key LIMIT 500";

    private static final String GONE = "SELECT number FROM instance WHERE number <> $1 AND"
            + " pg_try_advisory_xact_lock_shared('instance'::regclass::oid::integer, number)";

    private static final String FORGET = """
        DELETE FROM instance i WHERE i.number = ANY($1) AND i.seen < now() - interval '1 hour' AND NOT EXISTS
          (SELECT FROM operation o WHERE o.holder = i.number AND (o.state = 'STARTED' OR o.settle_until IS NOT NULL))\
        """;

    private static final String UNSETTLED = """
        SELECT key, action, outcome::text AS outcome, settle_until < now() AS last FROM operation
        WHERE settle_until IS NOT NULL AND holder = ANY($1) AND action = ANY($2) ORDER BY settle_until LIMIT 500\
        """;

    private static final String SETTLED = "UPDATE operation SET settle_until = NULL WHERE key = ANY($1)";

    private final Link writer;
    private final Link reader;
    private final Link sweeper;

    PostgresTables(Vertx vertx, Database database) {
        this.writer = new Link(vertx, database);
        this.reader = new Link(vertx, database);
        this.sweeper = new Link(vertx, database);
    }

    @Override
    public Future<Map<String, Written>> commit(List<LedgerWrite> writes) {
        return writer.ask(connection -> commit(connection, writes))
                .recover(failure -> Future.failedFuture(
                        isOfARow(failure, writes.size()) ? new RowRefusedException(failure) : failure));
    }

    /** Of a write that was alone and met another transaction, the same may be tried again. */
    private static boolean isOfARow(Throwable failure, int writes) {
        if (!(failure instanceof PgException refusal)) return false;
        String state = refusal.getSqlState().substring(0, 2);
        return OF_A_ROW.contains(state) && (writes > 1 || !state.equals(TWO_MET));
    }

    private static Future<Map<String, Written>> commit(PgConnection connection, List<LedgerWrite> writes) {
        List<Future<RowSet<Row>>> statements = new ArrayList<>();
        statements.add(connection.query("BEGIN").execute());
        PostgresWrites.byStatement(writes)
                .forEach((statement, rows) ->
                        statements.add(connection.preparedQuery(statement.sql()).execute(statement.tuple(rows))));
        statements.add(connection.query("COMMIT").execute());
        return Future.join(statements).transform(joined -> {
            for (Future<RowSet<Row>> statement : statements) {
                if (statement.failed()) return Future.failedFuture(statement.cause());
            }
            Map<String, Written> changed = new HashMap<>();
            statements.forEach(statement -> note(statement.result(), changed));
            return Future.succeededFuture(changed);
        });
    }

    /** The first column of what a write returns is the key; only a take has news. */
    private static void note(RowSet<Row> rows, Map<String, Written> changed) {
        boolean hasNews = rows.columnsNames() != null && rows.columnsNames().contains("wait");
        for (Row row : rows) changed.put(row.getString(0), hasNews ? news(row) : Written.WITHOUT_NEWS);
    }

    private static Written news(Row row) {
        return new Written(Duration.ofMillis(row.getLong("wait")), expected(row));
    }

    private static Optional<JsonObject> expected(Row row) {
        return Optional.ofNullable(row.getString("expected")).map(JsonObject::new);
    }

    @Override
    public Future<List<LedgerRow>> find(Collection<String> keys, int reader) {
        return read(this.reader, BY_KEYS, Tuple.of(texts(keys), reader), PostgresTables::row);
    }

    @Override
    public Future<List<Integer>> gone(int me) {
        return read(sweeper, GONE, Tuple.of(me), row -> row.getInteger(0));
    }

    @Override
    public Future<Void> forget(Collection<Integer> gone) {
        return read(sweeper, FORGET, Tuple.of(numbers(gone)), row -> row).mapEmpty();
    }

    @Override
    public Future<List<LedgerRow>> inFlight(
            Collection<Integer> holders, int reader, Collection<String> actions, Collection<String> but) {
        return read(
                sweeper,
                IN_FLIGHT,
                Tuple.of(numbers(holders), reader, texts(actions), texts(but)),
                PostgresTables::row);
    }

    @Override
    public Future<List<Surplus>> unsettled(Collection<Integer> holders, Collection<String> actions) {
        return read(
                sweeper,
                UNSETTLED,
                Tuple.from(List.of(numbers(holders), texts(actions))),
                row -> new Surplus(
                        row.getString("key"),
                        row.getString("action"),
                        new Outcome(row.getString("outcome")),
                        row.getBoolean("last")));
    }

    @Override
    public Future<Void> settled(Collection<String> keys) {
        return read(sweeper, SETTLED, Tuple.of(texts(keys)), row -> row).mapEmpty();
    }

    private static <T> Future<List<T>> read(Link link, String sql, Tuple parameters, Function<Row, T> as) {
        return link.ask(connection -> connection.preparedQuery(sql).execute(parameters))
                .map(rows -> {
                    List<T> list = new ArrayList<>();
                    for (Row row : rows) list.add(as.apply(row));
                    return list;
                });
    }

    private static String[] texts(Collection<String> texts) {
        return texts.toArray(String[]::new);
    }

    private static Integer[] numbers(Collection<Integer> numbers) {
        return numbers.toArray(Integer[]::new);
    }

    private static LedgerRow row(Row row) {
        return new LedgerRow(
                row.getString("key"),
                row.getString("action"),
                row.getString("digest"),
                row.getString("request"),
                row.getString("actor"),
                LedgerRow.State.valueOf(row.getString("state")),
                row.getInteger("holder"),
                row.getInteger("attempt"),
                expected(row),
                Optional.ofNullable(row.getString("outcome")).map(Outcome::new),
                row.getBoolean("gone"),
                Optional.ofNullable(row.getString("holder_name")));
    }

    @Override
    public Future<Void> close() {
        return Future.join(writer.close(), reader.close(), sweeper.close()).mapEmpty();
    }
}
