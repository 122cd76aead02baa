package io.dormouse.workflow.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection on which all statements of a flush are prepared beforehand. A statement that is prepared only when it is first
 * needed leaves the pipeline at that point, and those behind it, {@code COMMIT} among them, overtake it.
 */
final class FlushConnection {
    private static final Logger log = LoggerFactory.getLogger(FlushConnection.class);

    private final PgConnection connection;
    private final Map<String, PreparedStatement> statements;

    private FlushConnection(PgConnection connection, Map<String, PreparedStatement> statements) {
        this.connection = connection;
        this.statements = statements;
    }

    /** Opens one, or gives up after so many milliseconds; one that comes later than that is closed. */
    static Future<FlushConnection> open(Vertx vertx, PgConnectOptions options, long patienceMillis) {
        Future<FlushConnection> opened = PgConnection.connect(vertx, options).compose(FlushConnection::prepare);
        Future<FlushConnection> inTime = opened.timeout(patienceMillis, TimeUnit.MILLISECONDS);
        opened.onSuccess(connection -> {
            if (inTime.failed()) connection.close();
        });
        return inTime;
    }

    private static Future<FlushConnection> prepare(PgConnection connection) {
        // The flush under way is told by its own futures, and the next one opens another connection.
        connection.exceptionHandler(
                failure -> log.warn("the connection for flushes is broken: {}", failure.getMessage()));
        Map<String, PreparedStatement> statements = new HashMap<>();
        List<Future<PreparedStatement>> prepared = new ArrayList<>();
        for (String sql : FlushStatements.ALL) {
            prepared.add(connection.prepare(sql).onSuccess(statement -> statements.put(sql, statement)));
        }
        return Future.all(prepared)
                .compose(all -> requirePrepared(connection))
                .map(all -> new FlushConnection(connection, statements))
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

    /** Sends a statement behind those sent before; its answer may take as long as theirs. */
    Future<RowSet<Row>> execute(String sql, Tuple parameters) {
        return Objects.requireNonNull(statements.get(sql), sql).query().execute(parameters);
    }

    void onClose(Runnable closed) {
        connection.closeHandler(nothing -> closed.run());
    }

    void close() {
        connection.close();
    }
}
