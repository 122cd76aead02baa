package io.dormouse.adapter;

import io.dormouse.host.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of its own to the primary, made when it is wanted and again after it was lost. One that does not answer, or whose
 * server takes no writes any more, is given up. Lives on one context.
 */
final class Link {
    private static final Logger log = LoggerFactory.getLogger(Link.class);
    private static final long PATIENCE_SECONDS = 5;

    private final Vertx vertx;
    private final Database database;
    private Optional<Future<PgConnection>> current = Optional.empty();
    private boolean closed;

    Link(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
    }

    /** What a question gives, within five seconds of its being sent; nobody knows what becomes of one that took longer. */
    <T> Future<T> ask(Function<PgConnection, Future<T>> question) {
        return open().compose(connection -> question.apply(connection)
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .onFailure(failure -> {
                    if (failure instanceof TimeoutException || isReadOnly(failure)) giveUp(connection);
                }));
    }

    private Future<PgConnection> open() {
        if (closed) return Future.failedFuture(new IllegalStateException("the ledger is closed"));
        if (current.isPresent()) return current.get();
        Future<PgConnection> made = database.connect(vertx, Database.BY_KEY).onSuccess(Link::keepQuiet);
        current = Optional.of(made);
        made.onComplete(connection -> connection.closeHandler(closed -> forget(made)), failure -> forget(made));
        return made;
    }

    /** A server that was demoted says so. */
    private static boolean isReadOnly(Throwable failure) {
        return failure instanceof PgException refusal && "25006".equals(refusal.getSqlState());
    }

    private void giveUp(PgConnection connection) {
        if (current.filter(made -> made.succeeded() && made.result() == connection)
                .isPresent()) {
            current = Optional.empty();
        }
        connection.close();
    }

    /** What breaks a connection is told to whoever waits on it; without a handler it would be printed on the terminal too. */
    static void keepQuiet(PgConnection connection) {
        connection.exceptionHandler(failure -> log.debug("a connection broke: {}", failure.toString()));
    }

    private void forget(Future<PgConnection> lost) {
        if (current.filter(lost::equals).isPresent()) current = Optional.empty();
    }

    Future<Void> close() {
        closed = true;
        return current.map(made -> made.compose(PgConnection::close).otherwiseEmpty())
                .orElse(Future.succeededFuture());
    }
}
