package io.dormouse.adapter;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes many rows of the ledger with one commit. A transaction is sent whole, with its {@code COMMIT}, before its first
 * answer is awaited; it is committed when every statement has succeeded, because after a failed one Postgres answers a
 * {@code COMMIT} that rolls back just as friendly.
 */
final class GroupCommit {
    /** Classes of SQL states for which a write is to blame, or two transactions that met, but not the server or the connection. */
    private static final Set<String> OF_A_ROW = Set.of("21", "22", "23", "40", "54");

    private final Link link;
    private final OneInFlight<Pending> queue = new OneInFlight<>(this::flush);
    private long commits;

    private record Pending(LedgerWrite write, Promise<Optional<Row>> promise) implements OneInFlight.Item {
        @Override
        public Object identity() {
            return write.key();
        }

        @Override
        public int bytes() {
            return write.bytes();
        }
    }

    GroupCommit(Link link) {
        this.link = link;
    }

    /**
     * Durable when the future succeeds: what the statement returned for the key, empty if its condition did not hold. When it
     * fails because the connection broke, nobody knows whether it was written.
     */
    Future<Optional<Row>> write(LedgerWrite write) {
        Promise<Optional<Row>> promise = Promise.promise();
        queue.add(new Pending(write, promise));
        return promise.future();
    }

    /** How many transactions were sent. */
    long commits() {
        return commits;
    }

    private Future<?> flush(List<Pending> batch) {
        return link.open().compose(connection -> commit(connection, batch)).transform(result -> {
            if (result.succeeded()) {
                batch.forEach(pending -> pending.promise()
                        .complete(Optional.ofNullable(
                                result.result().get(pending.write().key()))));
                return Future.succeededFuture();
            }
            if (batch.size() > 1 && isOfARow(result.cause())) return oneByOne(batch);
            batch.forEach(pending -> pending.promise().fail(result.cause()));
            return Future.succeededFuture();
        });
    }

    private Future<?> oneByOne(List<Pending> batch) {
        Future<?> before = Future.succeededFuture();
        for (Pending pending : batch) before = before.compose(done -> flush(List.of(pending)));
        return before;
    }

    /** Whether the row that was written is to blame, so that writing it again would fail again. */
    static boolean isOfARow(Throwable failure) {
        return failure instanceof PgException refused
                && OF_A_ROW.contains(refused.getSqlState().substring(0, 2));
    }

    private Future<Map<String, Row>> commit(PgConnection connection, List<Pending> batch) {
        Map<LedgerWrite.Kind, List<LedgerWrite>> writes = new EnumMap<>(LedgerWrite.Kind.class);
        for (Pending pending : batch) {
            writes.computeIfAbsent(pending.write().kind(), kind -> new ArrayList<>())
                    .add(pending.write());
        }
        commits++;
        List<Future<RowSet<Row>>> statements = new ArrayList<>();
        statements.add(connection.query("BEGIN").execute());
        writes.forEach((kind, rows) ->
                statements.add(connection.preparedQuery(kind.sql()).execute(kind.tuple(rows))));
        statements.add(connection.query("COMMIT").execute());
        return Future.join(statements).transform(joined -> {
            for (Future<RowSet<Row>> statement : statements) {
                if (statement.failed()) return Future.failedFuture(statement.cause());
            }
            Map<String, Row> changed = new HashMap<>();
            for (Future<RowSet<Row>> statement : statements) {
                for (Row row : statement.result()) changed.put(row.getString("key"), row);
            }
            return Future.succeededFuture(changed);
        });
    }
}
