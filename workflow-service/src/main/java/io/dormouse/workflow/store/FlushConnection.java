package io.dormouse.workflow.store;

import io.dormouse.host.Database;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotice;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection on which all statements of a flush are prepared beforehand. A statement that is prepared only when it is first
 * needed leaves the pipeline at that point, and those behind it, {@code COMMIT} among them, overtake it.
 */
final class FlushConnection {
    private static final Logger log = LoggerFactory.getLogger(FlushConnection.class);
    private static final String ROLLBACK = "ROLLBACK";

    private final Context context;
    private final PgConnection connection;
    private final Map<String, PreparedStatement> statements;
    private boolean warned;

    /** What is sent. */
    record Statement(String sql, Tuple parameters) {}

    /**
     * What came back.
     *
     * @param each the answer to each statement; of a transaction the first is that of {@code BEGIN} and the last that of {@code COMMIT}
     * @param unsent why the client did not send a statement, and therefore sent no {@code COMMIT}
     * @param warned whether Postgres said that something is not as it should be, although it succeeded
     */
    record Answers(List<Future<RowSet<Row>>> each, Optional<Throwable> unsent, boolean warned) {}

    private FlushConnection(Context context, PgConnection connection, Map<String, PreparedStatement> statements) {
        this.context = context;
        this.connection = connection;
        this.statements = statements;
        connection.noticeHandler(this::noticed);
        // The flush under way is told by its own futures, and the next one opens another connection.
        connection.exceptionHandler(
                failure -> log.warn("the connection for flushes is broken: {}", failure.getMessage()));
    }

    /** Opens one to the primary, or gives up after so many milliseconds; one that comes later than that is closed. */
    static Future<FlushConnection> open(
            Vertx vertx, Database database, Map<String, String> settings, long patienceMillis) {
        Context context = vertx.getOrCreateContext();
        Promise<FlushConnection> opening = Promise.promise();
        context.runOnContext(now -> database.connect(vertx, settings)
                .compose(connection -> prepare(context, connection))
                .onComplete(opening));
        Future<FlushConnection> inTime = opening.future().timeout(patienceMillis, TimeUnit.MILLISECONDS);
        opening.future().onSuccess(connection -> {
            if (inTime.failed()) connection.close();
        });
        return inTime;
    }

    private static Future<FlushConnection> prepare(Context context, PgConnection connection) {
        Map<String, PreparedStatement> statements = new HashMap<>();
        List<Future<PreparedStatement>> prepared = new ArrayList<>();
        for (String sql : FlushStatements.ALL) {
            prepared.add(connection.prepare(sql).onSuccess(statement -> statements.put(sql, statement)));
        }
        return Future.all(prepared)
                .compose(all -> requirePrepared(connection))
                .map(all -> new FlushConnection(context, connection, statements))
                .onFailure(failure -> connection.close());
    }

    /**
     * The client defers a statement of which Postgres cannot tell the types of all parameters to its first use, and says nothing.
     * Then {@code COMMIT} would overtake it, and it would take effect outside of its transaction; and if that first use is behind
     * a refused statement, it is never sent again. So Postgres itself is asked what is prepared.
     */
    private static Future<Void> requirePrepared(PgConnection connection) {
        return connection
                .query("SELECT statement FROM pg_prepared_statements")
                .execute()
                .compose(rows -> {
                    Set<String> missing = new HashSet<>(FlushStatements.ALL);
                    rows.forEach(row -> missing.remove(row.getString("statement")));
                    return missing.isEmpty()
                            ? Future.succeededFuture()
                            : Future.failedFuture(new IllegalStateException(
                                    "statements of a flush are not prepared; give their parameters types: " + missing));
                });
    }

    /**
     * Postgres succeeds with a warning when somebody cancels the wait for the synchronous standby: the commit is made here, and
     * may be lost with this server.
     */
    private void noticed(PgNotice notice) {
        if ("NOTICE".equals(notice.getSeverity())
                || !String.valueOf(notice.getCode()).startsWith("01")) return;
        log.warn("Postgres says about a flush: {}", notice.getMessage());
        warned = true;
    }

    /** Sends a transaction as one pipeline from {@code BEGIN} to {@code COMMIT}. Complete when each statement has an answer. */
    Future<Answers> send(List<Statement> transaction) {
        return onContext(answered -> sendNow(transaction, answered));
    }

    /**
     * Sends a statement that is a transaction of its own. Complete when it is committed, or when it is known what else has become
     * of it: Postgres commits between its answer to the statement and its word that it is ready for the next one, and the client
     * waits for both.
     */
    Future<Answers> sendAlone(Statement statement) {
        return onContext(answered -> sendNow(statement, answered));
    }

    private Future<Answers> onContext(Consumer<Promise<Answers>> sending) {
        Promise<Answers> answered = Promise.promise();
        if (Vertx.currentContext() == context) sending.accept(answered);
        else context.runOnContext(now -> sending.accept(answered));
        return answered.future();
    }

    /**
     * The client refuses a statement whose parameters are of other types than Postgres expects, at once and without sending it,
     * and would send those behind it all the same: half a transaction would be committed.
     */
    private void sendNow(List<Statement> transaction, Promise<Answers> answered) {
        warned = false;
        List<Future<RowSet<Row>>> answers = new ArrayList<>(transaction.size() + 2);
        answers.add(execute(FlushStatements.BEGIN, Tuple.tuple()));
        transaction.forEach(statement -> answers.add(execute(statement.sql(), statement.parameters())));
        Optional<Throwable> unsent =
                answers.stream().filter(Future::failed).map(Future::cause).findFirst();
        answers.add(execute(unsent.isEmpty() ? FlushStatements.COMMIT : ROLLBACK, Tuple.tuple()));
        Future.join(answers).onComplete(all -> answered.complete(new Answers(answers, unsent, warned)));
    }

    private void sendNow(Statement alone, Promise<Answers> answered) {
        warned = false;
        Future<RowSet<Row>> answer = execute(alone.sql(), alone.parameters());
        Optional<Throwable> unsent = answer.failed() ? Optional.of(answer.cause()) : Optional.empty();
        // Whether anything can be sent at all is asked by one that does nothing.
        Future<RowSet<Row>> last = unsent.isEmpty() ? answer : execute(ROLLBACK, Tuple.tuple());
        last.onComplete(all -> answered.complete(new Answers(List.of(last), unsent, warned)));
    }

    private Future<RowSet<Row>> execute(String sql, Tuple parameters) {
        // A rollback may come late, since nothing waits for it.
        if (sql.equals(ROLLBACK)) return connection.query(ROLLBACK).execute();
        return Objects.requireNonNull(statements.get(sql), sql).query().execute(parameters);
    }

    void onClose(Runnable closed) {
        connection.closeHandler(nothing -> closed.run());
    }

    void close() {
        connection.close();
    }
}
