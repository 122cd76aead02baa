package io.dormouse.workflow.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Reads through a pool. None of them waits longer than a Postgres that has vanished without a word deserves. */
final class Queries {
    /** So long a question to Postgres may take, its wait for a connection included. */
    static final long PATIENCE_SECONDS = 5;

    private final Pool pool;
    private final long patienceMillis;

    Queries(Pool pool) {
        this(pool, TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }

    Queries(Pool pool, long patienceMillis) {
        this.pool = pool;
        this.patienceMillis = patienceMillis;
    }

    Future<RowSet<Row>> run(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters).timeout(patienceMillis, TimeUnit.MILLISECONDS);
    }

    <T> Future<List<T>> list(String sql, Tuple parameters, Function<Row, T> mapper) {
        return run(sql, parameters).map(rows -> {
            List<T> items = new ArrayList<>(rows.size());
            for (Row row : rows) items.add(mapper.apply(row));
            return items;
        });
    }

    /** Fails when the time is up, whatever becomes of it. */
    static <T> Future<T> bounded(Future<T> question) {
        return question.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
