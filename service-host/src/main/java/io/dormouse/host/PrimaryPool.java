package io.dormouse.host;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Supplier;

/**
 * A pool of connections to the primary: another one takes its place when another host becomes the primary, and what is under way
 * on the old one fails. The client's own pool keeps connections for as long as they last, and cannot be told to leave a host.
 */
final class PrimaryPool implements Pool {
    private final Supplier<Pool> make;
    private final Runnable noLonger;
    private Pool present;
    private boolean closed;

    PrimaryPool(Primary primary, Supplier<Pool> make) {
        this.make = make;
        this.present = make.get();
        this.noLonger = primary.onMove(this::move);
    }

    private synchronized void move() {
        if (closed) return;
        Pool old = present;
        present = make.get();
        old.close();
    }

    private synchronized Pool present() {
        return present;
    }

    @Override
    public Future<SqlConnection> getConnection() {
        return present().getConnection();
    }

    @Override
    public Query<RowSet<Row>> query(String sql) {
        return present().query(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        return present().preparedQuery(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
        return present().preparedQuery(sql, options);
    }

    @Override
    public int size() {
        return present().size();
    }

    @Override
    public synchronized Future<Void> close() {
        closed = true;
        noLonger.run();
        return present.close();
    }
}
