package io.dormouse.adapter;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection of its own, made when it is wanted and again after it was lost. Lives on one context. */
final class Link {
    private static final Logger log = LoggerFactory.getLogger(Link.class);

    private final Vertx vertx;
    private final PgConnectOptions options;
    private Optional<Future<PgConnection>> current = Optional.empty();
    private boolean closed;

    Link(Vertx vertx, PgConnectOptions options) {
        this.vertx = vertx;
        this.options = options;
    }

    Future<PgConnection> open() {
        if (closed) return Future.failedFuture(new IllegalStateException("the ledger is closed"));
        if (current.isPresent()) return current.get();
        Future<PgConnection> made = PgConnection.connect(vertx, options).onSuccess(Link::keepQuiet);
        current = Optional.of(made);
        made.onComplete(connection -> connection.closeHandler(closed -> forget(made)), failure -> forget(made));
        return made;
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
