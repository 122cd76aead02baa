package io.dormouse.adapter;

import io.dormouse.host.Database;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This life of this service, as others see it: a number, which is a session advisory lock held on a connection of its own. As
 * long as the lock is taken the instance lives; when it is free it is gone for ever, since no number is used twice. A broken
 * connection means a new number. Lives on one context.
 */
final class Instance {
    private static final Logger log = LoggerFactory.getLogger(Instance.class);
    private static final Duration SOON = Duration.ofMillis(10);
    private static final Duration RETRY = Duration.ofMillis(250);
    private static final Duration STALE = Duration.ofSeconds(5);

    private static final String ENTER = """
        WITH next AS MATERIALIZED (SELECT nextval('instance_number')::integer AS number),
        locked AS MATERIALIZED (
          SELECT number FROM next WHERE pg_try_advisory_lock('instance'::regclass::oid::integer, number))
        INSERT INTO instance (number, name, service, backend_pid) SELECT number, $1, $2, pg_backend_pid() FROM locked RETURNING number\
        """;

    private static final String BEAT = "UPDATE instance SET seen = now() WHERE number = $1";

    /** A frozen instance would keep its lock; whoever holds the lock of a stale row is ended, and nobody else. */
    private static final String END_STALE = """
        WITH stale AS MATERIALIZED (SELECT number FROM instance WHERE number <> $1 AND seen < now() - interval '5 seconds')
        SELECT stale.number, pg_terminate_backend(held.pid) AS ended
        FROM stale JOIN pg_locks held ON held.locktype = 'advisory' AND held.objsubid = 2 AND held.granted AND held.mode = 'ExclusiveLock'
         AND held.classid = 'instance'::regclass::oid AND held.objid = stale.number::oid
         AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())\
        """;

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final String service;
    private final Alarm alarm;
    private final String name = UUID.randomUUID().toString();
    private final IntFunction<Future<Void>> move;

    private int number;
    private Promise<Integer> held = Promise.promise();
    private Future<PgConnection> lock = Future.failedFuture("not entered");
    private boolean closed;

    /** @param move gives what is in flight to a new number; until its future succeeds nobody is asked */
    Instance(Vertx vertx, Database database, String service, Alarm alarm, IntFunction<Future<Void>> move) {
        this.vertx = vertx;
        this.options = keptAlive(database.connectOptions());
        this.service = service;
        this.alarm = alarm;
        this.move = move;
    }

    /** The server probes a silent client, so that a machine that vanished without a word frees its number within half a minute. */
    private static PgConnectOptions keptAlive(PgConnectOptions options) {
        Map<String, String> properties = new HashMap<>(options.getProperties());
        properties.putAll(
                Map.of("tcp_keepalives_idle", "10", "tcp_keepalives_interval", "5", "tcp_keepalives_count", "3"));
        return options.setProperties(properties);
    }

    /** The number that rows are written with; it changes when the lock's connection broke. */
    int number() {
        return number;
    }

    /** Where this instance listens, whatever its number. */
    String address() {
        return addressOf(name);
    }

    String addressOf(String instance) {
        return service + "." + instance;
    }

    /** The number, as soon as its lock is held and what is in flight was moved to it. Fails when a try to get one has failed. */
    Future<Integer> held() {
        return held.future();
    }

    /** As {@link #held}, but waits through failed tries until this instance leaves. */
    Future<Integer> heldAtLast() {
        return held().recover(failure -> closed ? Future.failedFuture(failure) : heldAtLast());
    }

    /** Takes a number and its lock. */
    Future<Void> enter() {
        Promise<Integer> wanted = held;
        lock = PgConnection.connect(vertx, options).onSuccess(Link::keepQuiet);
        return lock.compose(connection -> connection
                        .preparedQuery(ENTER)
                        .execute(Tuple.of(name, service))
                        .compose(rows -> numberOf(rows, connection)))
                .compose(move::apply)
                .onComplete(moved -> wanted.tryComplete(number), failure -> without(wanted, failure));
    }

    /** Whoever waited is told; whoever asks from now on waits for the next try. */
    private void without(Promise<Integer> wanted, Throwable failure) {
        if (held == wanted) held = Promise.promise();
        wanted.tryFail(failure);
    }

    private Future<Integer> numberOf(RowSet<Row> rows, PgConnection connection) {
        if (rows.size() == 0) {
            return connection
                    .close()
                    .compose(done -> Future.failedFuture(new IllegalStateException(
                            "the next number of an instance of %s is in use, as after a restored backup; trying the one after"
                                    .formatted(service))));
        }
        number = rows.iterator().next().getInteger(0);
        connection.closeHandler(gone -> lost(connection));
        return Future.succeededFuture(number);
    }

    private void lost(PgConnection connection) {
        if (closed || lock.result() != connection) return;
        connection.closeHandler(null).close();
        log.warn("{} lost the connection of its lock {}; nobody is asked until it has a new number", address(), number);
        without(held, new IllegalStateException("the connection of the lock %d broke".formatted(number)));
        alarm.after(SOON, this::enterAgain);
    }

    private void enterAgain() {
        if (closed) return;
        enter().onFailure(failure -> {
            log.warn("{} has no number yet: {}", address(), failure.toString());
            if (lock.succeeded()) lock.result().closeHandler(null).close();
            alarm.after(RETRY, this::enterAgain);
        });
    }

    /**
     * Tells the others that this instance lives, and ends the lock of whoever has not done so for five seconds. A connection
     * that does not answer for as long counts as broken.
     */
    Future<Void> beat() {
        return lock.compose(connection -> {
            Promise<Void> told = Promise.promise();
            Runnable noLonger = alarm.after(STALE, () -> {
                lost(connection);
                told.tryFail(
                        new IllegalStateException("the connection of the lock %d does not answer".formatted(number)));
            });
            connection
                    .preparedQuery(BEAT)
                    .execute(Tuple.of(number))
                    .compose(seen -> connection.preparedQuery(END_STALE).execute(Tuple.of(number)))
                    .onSuccess(ended -> ended.forEach(row -> log.warn(
                            "lock {} of {} was not seen for five seconds; ended: {}",
                            row.getInteger(0),
                            service,
                            row.getBoolean(1))))
                    .<Void>mapEmpty()
                    .onComplete(told::tryComplete, told::tryFail);
            return told.future().onComplete(done -> noLonger.run());
        });
    }

    boolean hasLeft() {
        return closed;
    }

    /** Frees the number: others take over at once what is in flight. */
    Future<Void> leave() {
        closed = true;
        held.tryFail(new IllegalStateException(service + " is closing"));
        return lock.compose(PgConnection::close).otherwiseEmpty();
    }
}
