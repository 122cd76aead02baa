package io.dormouse.adapter;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.ContractException;
import io.dormouse.host.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Carries out calls whose effect lives in the ledger's own schema: row, effect, outcome and audit are one transaction, so there
 * is nothing that could be taken over. Two callers with one key meet at its primary key: the second waits for the first.
 */
final class PostgresTransactions implements LedgerTransactions {
    private static final int CONNECTIONS = 4;
    private static final long PATIENCE_SECONDS = 8;

    private final Pool pool;

    PostgresTransactions(Vertx vertx, Database database) {
        this.pool = database.pool(vertx, CONNECTIONS);
    }

    @Override
    public <Q, R> Future<Optional<Outcome>> carryOut(Request<Q, R> request, Action.Inside<Q, R> how, int holder) {
        return bounded(pool.withConnection(connection -> begin(connection, LedgerStore.startOf(request, holder))
                .compose(
                        isNew -> isNew
                                ? effectAndCommit(request, how.action(), connection)
                                : rollback(connection).map(Optional.empty()),
                        failure -> rollback(connection).compose(undone -> Future.failedFuture(failure)))));
    }

    private static <Q, R> Future<Optional<Outcome>> effectAndCommit(
            Request<Q, R> request, KeyedTransaction<Q, R> action, SqlConnection connection) {
        return effect(request, action, connection)
                .compose(outcome -> commit(connection, request.key(), outcome))
                .recover(failure -> rollback(connection).compose(undone -> Future.failedFuture(failure)))
                .map(Optional::of);
    }

    private static Future<Boolean> begin(SqlConnection connection, LedgerWrite start) {
        Future<RowSet<Row>> begin = connection.query("BEGIN").execute();
        Future<RowSet<Row>> insert = execute(connection, start);
        Future<RowSet<Row>> savepoint = connection.query("SAVEPOINT effect").execute();
        return Future.join(begin, insert, savepoint).map(all -> insert.result().size() > 0);
    }

    /** A declared failure is an outcome like any other, but nothing of what was written on the way to it stays. */
    private static <Q, R> Future<Outcome> effect(
            Request<Q, R> request, KeyedTransaction<Q, R> action, SqlConnection connection) {
        return perform(request, action, connection)
                .map(result -> Outcome.succeeded(request.key(), result))
                .recover(failure ->
                        failure instanceof ContractException declared && declared.failure() != CallFailure.UNAVAILABLE
                                ? connection
                                        .query("ROLLBACK TO SAVEPOINT effect")
                                        .execute()
                                        .map(undone -> Outcome.failed(declared))
                                : Future.failedFuture(failure));
    }

    private static <Q, R> Future<R> perform(
            Request<Q, R> request, KeyedTransaction<Q, R> action, SqlConnection connection) {
        try {
            return action.perform(request.value(), new OnlyAttempt(request.key(), request.actor()), connection);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private static Future<Outcome> commit(SqlConnection connection, String key, Outcome outcome) {
        LedgerWrite done = LedgerStore.doneOf(key, 1, outcome, Duration.ZERO);
        Future<RowSet<Row>> record = execute(connection, done);
        Future<RowSet<Row>> commit = connection.query("COMMIT").execute();
        return Future.join(record, commit).map(outcome);
    }

    private static Future<RowSet<Row>> execute(SqlConnection connection, LedgerWrite write) {
        PostgresWrites statement = PostgresWrites.of(write);
        return connection.preparedQuery(statement.sql()).execute(statement.tuple(List.of(write)));
    }

    /** Whoever cancels the same call waits for the row, and then sees what was undone. */
    @Override
    public <Q> Future<KeyedUndo.Undone> undo(Request<Q, ?> request, KeyedUndo<Q> how) {
        return bounded(pool.withTransaction(connection -> connection
                .preparedQuery("SELECT FROM operation WHERE key = $1 FOR UPDATE")
                .execute(Tuple.of(request.key()))
                .compose(locked ->
                        how.undo(request.value(), new OnlyAttempt(request.key(), request.actor()), connection))
                .compose(undone -> undone == KeyedUndo.Undone.NOW
                        ? connection
                                .preparedQuery("INSERT INTO audit (actor, action, target) VALUES ($1, 'cancel', $2)")
                                .execute(Tuple.of(request.actor(), request.key()))
                                .map(undone)
                        : Future.succeededFuture(undone))));
    }

    /** What becomes of a transaction that takes longer is told by the row. */
    private static <T> Future<T> bounded(Future<T> transaction) {
        return transaction.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Of a connection that is lost the server rolls back by itself. */
    private static Future<Void> rollback(SqlConnection connection) {
        return connection.query("ROLLBACK").execute().otherwiseEmpty().mapEmpty();
    }

    @Override
    public Future<Void> close() {
        return pool.close();
    }

    /** The one attempt of a call that is a single transaction. */
    private record OnlyAttempt(String key, String actor) implements Attempt {
        @Override
        public int number() {
            return 1;
        }

        @Override
        public Optional<JsonObject> expected() {
            return Optional.empty();
        }

        @Override
        public Future<Void> expect(JsonObject found) {
            return Future.failedFuture(new IllegalStateException(
                    "%s is carried out in one transaction: lock what it depends on instead".formatted(key)));
        }

        /** Its transaction does not commit if it does not count. */
        @Override
        public Future<Void> stillCounts() {
            return Future.succeededFuture();
        }
    }
}
