package io.dormouse.approval;

import io.dormouse.host.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings when Postgres tells that a decision is committed, and whenever the connection on which it listens is a new one, because
 * what was told before is lost. The client's own subscriber knows one host only, and does not notice one that vanished. Lives on
 * the verticle's context.
 */
final class Doorbell {
    private static final Logger log = LoggerFactory.getLogger(Doorbell.class);
    private static final long RECONNECT_MILLIS = 250;
    private static final long PULSE_MILLIS = 5_000;
    private static final long PATIENCE_SECONDS = 5;

    private final Vertx vertx;
    private final Database database;
    private final String channel;
    private final Runnable rung;
    private Optional<PgConnection> connection = Optional.empty();
    private boolean closed;

    Doorbell(Vertx vertx, Database database, String channel, Runnable rung) {
        this.vertx = vertx;
        this.database = database;
        this.channel = channel;
        this.rung = rung;
    }

    /** Listens as soon as it can, until it is closed. */
    void open() {
        if (closed) return;
        database.connect(vertx, Map.of())
                .compose(fresh -> listen(fresh).onFailure(failure -> fresh.close()))
                .onFailure(failure -> {
                    log.debug("nobody tells of decisions: {}", failure.toString());
                    openLater();
                });
    }

    private Future<Void> listen(PgConnection fresh) {
        fresh.exceptionHandler(failure -> log.debug("a connection broke: {}", failure.toString()));
        fresh.notificationHandler(notification -> rung.run());
        return ask(fresh, "LISTEN " + channel).compose(listening -> {
            if (closed) return fresh.close();
            connection = Optional.of(fresh);
            fresh.closeHandler(lost -> lost(fresh));
            pulse(fresh);
            rung.run();
            return Future.succeededFuture();
        });
    }

    private static Future<RowSet<Row>> ask(PgConnection on, String sql) {
        return on.query(sql).execute().timeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void pulse(PgConnection listening) {
        vertx.setTimer(PULSE_MILLIS, due -> {
            if (closed || !isPresent(listening)) return;
            ask(listening, "SELECT 1").onComplete(alive -> pulse(listening), failure -> lost(listening));
        });
    }

    private boolean isPresent(PgConnection listening) {
        return connection.filter(listening::equals).isPresent();
    }

    private void lost(PgConnection broken) {
        if (!isPresent(broken)) return;
        connection = Optional.empty();
        broken.close();
        openLater();
    }

    private void openLater() {
        if (!closed) vertx.setTimer(RECONNECT_MILLIS, due -> open());
    }

    Future<Void> close() {
        closed = true;
        return connection.map(open -> open.close().otherwiseEmpty()).orElse(Future.succeededFuture());
    }
}
