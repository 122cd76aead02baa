package io.dormouse.host;

import io.dormouse.host.config.HostPort;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks one host, over a connection of its own, what it is. Lives on one context. */
final class Probe {
    private static final long PATIENCE_MILLIS = 2_000;

    /** The timeline is that of the log which is written now: each promotion begins a new one. */
    private static final String ROLE = """
        SELECT current_setting('transaction_read_only') = 'off' AS writable,
               CASE WHEN pg_is_in_recovery() THEN 0
                    ELSE ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::bigint END AS timeline\
        """;

    private final Vertx vertx;
    private final HostPort host;
    private final PgConnectOptions options;
    private Optional<PgConnection> connection = Optional.empty();
    private Optional<Future<Answer>> asked = Optional.empty();
    private String state = "not asked yet";
    private boolean silent;

    /** @param writable whether it takes writes, as far as it knows itself */
    record Answer(HostPort host, boolean writable, long timeline) {}

    Probe(Vertx vertx, HostPort host, PgConnectOptions options) {
        this.vertx = vertx;
        this.host = host;
        this.options = options;
    }

    /** Whether it did not answer when it was asked before. */
    boolean isSilent() {
        return silent;
    }

    /** What it is. One question at a time; fails when it does not answer within two seconds. */
    Future<Answer> ask() {
        if (asked.isPresent()) return asked.get();
        Future<Answer> answer = connected()
                .compose(open -> open.query(ROLE).execute())
                .map(rows -> answer(rows.iterator().next()))
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        asked = Optional.of(answer);
        answer.onComplete(this::answered, this::failed);
        return answer;
    }

    private Future<PgConnection> connected() {
        if (connection.isPresent()) return Future.succeededFuture(connection.get());
        Future<PgConnection> made = PgConnection.connect(vertx, options);
        Future<PgConnection> inTime = made.timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        made.onSuccess(open -> {
            if (inTime.failed()) open.close();
        });
        return inTime.onSuccess(open -> {
            connection = Optional.of(open);
            // A question under way is told of it by its own future.
            open.exceptionHandler(failure -> state = String.valueOf(failure.getMessage()));
            open.closeHandler(closed -> forget(open));
        });
    }

    private Answer answer(Row row) {
        return new Answer(host, row.getBoolean("writable"), row.getLong("timeline"));
    }

    private void answered(Answer answer) {
        asked = Optional.empty();
        silent = false;
        state = answer.writable() ? "takes writes" : "a standby, or read-only";
    }

    private void failed(Throwable failure) {
        asked = Optional.empty();
        silent = true;
        state = String.valueOf(failure.getMessage());
        connection.ifPresent(broken -> {
            forget(broken);
            broken.close();
        });
    }

    private void forget(PgConnection lost) {
        if (connection.filter(lost::equals).isPresent()) connection = Optional.empty();
    }

    @Override
    public String toString() {
        return "%s: %s".formatted(host, state);
    }
}
