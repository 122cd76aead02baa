package io.dormouse.bench.rig;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** What Postgres says of a node's tables, asked past the node, over one connection. */
public final class Rows implements AutoCloseable {
    private static final long PAUSE_MILLIS = 200;

    private final Vertx vertx;
    private final Pool pool;

    public Rows(Node node) {
        this.vertx = node.vertx();
        this.pool = node.database().pool(vertx, 1);
    }

    /** The number that a query gives. */
    public double number(String sql) {
        return query(sql).getFirst().getDouble(0);
    }

    /** All rows that a query gives. */
    public List<Row> query(String sql) {
        return StreamSupport.stream(pool.query(sql).execute().await().spliterator(), false)
                .toList();
    }

    /** Blocks until a query gives this number; fails after so long. */
    public void awaitNumber(String sql, double wanted, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        double seen = number(sql);
        while (seen != wanted) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("%s still gives %,.0f instead of %,.0f".formatted(sql, seen, wanted));
            }
            pause(PAUSE_MILLIS);
            seen = number(sql);
        }
    }

    /** Leaves the machine alone for so long. */
    public void pause(Duration duration) {
        pause(duration.toMillis());
    }

    private void pause(long millis) {
        vertx.timer(millis, TimeUnit.MILLISECONDS).await();
    }

    @Override
    public void close() {
        pool.close().await();
    }
}
