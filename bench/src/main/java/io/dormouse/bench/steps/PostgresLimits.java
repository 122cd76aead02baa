package io.dormouse.bench.steps;

import io.dormouse.host.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What the same Postgres takes without any engine: the yardsticks. */
final class PostgresLimits {
    private static final int CONNECTIONS = 64;
    private static final int BULK_ROWS = 5_000;
    private static final String TABLE =
            "CREATE TABLE IF NOT EXISTS yardstick (id text, position bigint, body json, PRIMARY KEY (id, position))";

    private final Pool pool;

    PostgresLimits(Vertx vertx, Database database) {
        this.pool = database.pool(vertx, CONNECTIONS);
    }

    Future<Void> prepare() {
        return pool.query(TABLE).execute().mapEmpty();
    }

    /** Rows a second when every row has a commit of its own, over 64 connections. */
    Future<Double> singleRowCommits(Duration during) {
        AtomicInteger rows = new AtomicInteger();
        long end = System.nanoTime() + during.toNanos();
        List<Future<Void>> writers = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            String id = "single-" + i + "-" + System.nanoTime();
            writers.add(pool.withConnection(connection -> insertOneByOne(connection, id, 0, end, rows)));
        }
        return Future.all(writers).map(all -> rows.get() / (during.toNanos() / 1e9));
    }

    private Future<Void> insertOneByOne(
            SqlConnection connection, String id, long position, long end, AtomicInteger rows) {
        if (System.nanoTime() > end) return Future.succeededFuture();
        return connection
                .preparedQuery("INSERT INTO yardstick VALUES ($1, $2, $3::text::json)")
                .execute(Tuple.of(id, position, "{\"v\":1,\"kind\":\"run\",\"outcome\":{\"success\":1}}"))
                .compose(inserted -> {
                    rows.incrementAndGet();
                    return insertOneByOne(connection, id, position + 1, end, rows);
                });
    }

    /** Rows a second in large batches over one connection. */
    Future<Double> bulkRows(Duration during) {
        AtomicInteger rows = new AtomicInteger();
        long start = System.nanoTime();
        return pool.withConnection(connection -> insertInBulk(connection, start + during.toNanos(), rows))
                .map(done -> rows.get() / ((System.nanoTime() - start) / 1e9));
    }

    private Future<Void> insertInBulk(SqlConnection connection, long end, AtomicInteger rows) {
        if (System.nanoTime() > end) return Future.succeededFuture();
        String id = "bulk-" + System.nanoTime();
        return connection
                .preparedQuery("INSERT INTO yardstick SELECT $1, position,"
                        + " '{\"v\":1,\"kind\":\"run\",\"outcome\":{\"success\":1}}' FROM generate_series(1, $2)"
                        + " AS position")
                .execute(Tuple.of(id, BULK_ROWS))
                .compose(inserted -> {
                    rows.addAndGet(BULK_ROWS);
                    return insertInBulk(connection, end, rows);
                });
    }

    /** Leaves no rows, which Postgres would tidy up while the next is measured. */
    Future<Void> close() {
        return pool.query("DROP TABLE yardstick").execute().compose(dropped -> pool.close());
    }
}
