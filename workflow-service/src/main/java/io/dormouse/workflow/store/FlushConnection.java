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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection for flushes, on which the one statement that all of them are is prepared. */
final class FlushConnection {
    private static final Logger log = LoggerFactory.getLogger(FlushConnection.class);

    private final Context context;
    private final PgConnection connection;
    private final PreparedStatement flush;
    private boolean warned;

    /**
     * What came back.
     *
     * @param of the answer to the flush
     * @param unsent why the client did not send it; then the answer is that to a statement which does nothing, and tells whether anything
     *     can be sent
     * @param warned whether Postgres said that something is not as it should be, although it succeeded
     */
    record Answer(Future<RowSet<Row>> of, Optional<Throwable> unsent, boolean warned) {}

    private FlushConnection(Context context, PgConnection connection, PreparedStatement flush) {
        this.context = context;
        this.connection = connection;
        this.flush = flush;
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
        return connection
                .prepare(Flush.SQL)
                .map(flush -> new FlushConnection(context, connection, flush))
                .onFailure(failure -> connection.close());
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

    /**
     * Sends a flush. Complete when it is committed, or when it is known what else has become of it: Postgres commits between its
     * answer to the statement and its word that it is ready for the next one, and the client waits for both.
     */
    Future<Answer> send(Tuple parameters) {
        Promise<Answer> answered = Promise.promise();
        if (Vertx.currentContext() == context) sendNow(parameters, answered);
        else context.runOnContext(now -> sendNow(parameters, answered));
        return answered.future();
    }

    /** The client refuses parameters of other types than Postgres expects at once, without sending anything. */
    private void sendNow(Tuple parameters, Promise<Answer> answered) {
        warned = false;
        Future<RowSet<Row>> answer = flush.query().execute(parameters);
        Optional<Throwable> unsent = answer.failed() ? Optional.of(answer.cause()) : Optional.empty();
        Future<RowSet<Row>> last =
                unsent.isEmpty() ? answer : connection.query("SELECT 1").execute();
        last.onComplete(said -> answered.complete(new Answer(last, unsent, warned)));
    }

    void onClose(Runnable closed) {
        connection.closeHandler(nothing -> closed.run());
    }

    void close() {
        connection.close();
    }
}
