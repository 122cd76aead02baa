package io.dormouse.gateway.audit;

import io.dormouse.contracts.CallFailure;
import io.dormouse.host.Database;
import io.dormouse.host.InTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes audit rows with shared commits: while one insert is under way the next one fills, so a lone row never waits for
 * company and thousands a second cost one commit each round trip. All on the event loop of the verticle that makes it.
 */
public final class AuditLog {
    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);
    private static final int MAX_QUEUED = 10_000;
    private static final int MAX_ROWS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * More often than an idle connection is closed. To be connected takes many turns of the event loop, and when thousands ask after a
     * quiet while each turn reads more of them: it took seconds, and more of them than the patience.
     */
    private static final Duration ASKED_EVERY = Duration.ofSeconds(2);

    private static final String INSERT = """
        INSERT INTO audit (at, actor, source_address, action, target, detail)
        SELECT clock_timestamp(), actor, source_address, action, target, detail::json
        FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
            AS row (actor, source_address, action, target, detail)\
        """;

    private final Vertx vertx;
    private final Database database;
    private final Deque<Pending> queue = new ArrayDeque<>();
    private final long asking;
    private Pool pool;
    private boolean underWay;
    private boolean looking;

    private record Pending(AuditRow row, Promise<Void> written) {}

    /** With a connection of its own to the schema of the gateway, which it keeps. */
    public AuditLog(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
        this.pool = database.pool(vertx, 1);
        this.asking = vertx.setPeriodic(ASKED_EVERY.toMillis(), fired -> stayConnected());
    }

    private void stayConnected() {
        if (underWay || looking) return;
        looking = true;
        reach().onFailure(failure -> log.debug("{} does not answer; the next change will say so", database, failure))
                .onComplete(looked -> looking = false);
    }

    /** Durable when it completes; fails with {@link CallFailure#UNAVAILABLE}, and then nothing may be passed on. */
    public Future<Void> write(AuditRow row) {
        if (queue.size() >= MAX_QUEUED)
            return Future.failedFuture(unavailable("more changes are asked for than it can keep up with"));
        Promise<Void> written = Promise.promise();
        queue.add(new Pending(row, written));
        flush();
        return written.future();
    }

    /** Completes if the database answers. */
    public Future<Void> reach() {
        return InTime.of(vertx, pool.query("SELECT 1").execute(), PATIENCE).mapEmpty();
    }

    /** Lets go of the database. */
    public Future<Void> close() {
        vertx.cancelTimer(asking);
        return pool.close();
    }

    private void flush() {
        if (underWay || queue.isEmpty()) return;
        underWay = true;
        List<Pending> batch = new ArrayList<>();
        while (!queue.isEmpty() && batch.size() < MAX_ROWS) batch.add(queue.remove());
        Tuple rows = tuple(batch.stream().map(Pending::row).toList());
        InTime.of(vertx, pool.preparedQuery(INSERT).execute(rows), PATIENCE)
                .onSuccess(
                        inserted -> batch.forEach(pending -> pending.written().complete()))
                .onFailure(failure -> refuse(batch, failure))
                .onComplete(done -> {
                    underWay = false;
                    flush();
                });
    }

    private void refuse(List<Pending> batch, Throwable failure) {
        log.warn(
                "{} audit rows could not be written to {}; what they were for is refused",
                batch.size(),
                database,
                failure);
        // The connection may be stuck behind a statement that never ends: the next rows get a new one.
        Pool stuck = pool;
        pool = database.pool(vertx, 1);
        stuck.close();
        batch.forEach(pending -> pending.written().fail(unavailable("its database does not answer")));
    }

    private static Tuple tuple(List<AuditRow> rows) {
        return Tuple.of(
                column(rows, AuditRow::actor),
                column(rows, AuditRow::sourceAddress),
                column(rows, AuditRow::action),
                column(rows, AuditRow::target),
                column(rows, AuditRow::detail));
    }

    private static String[] column(List<AuditRow> rows, Function<AuditRow, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    private static RuntimeException unavailable(String why) {
        return CallFailure.UNAVAILABLE.exception("the change cannot be written to the audit log (%s)".formatted(why));
    }
}
