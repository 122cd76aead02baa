package io.dormouse.adapter;

import io.dormouse.host.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Session advisory locks, each on a connection of its own. */
final class PostgresLocks implements InstanceLocks {
    private static final String ENTER = """
        WITH next AS MATERIALIZED (SELECT nextval('instance_number')::integer AS number),
        locked AS MATERIALIZED (
          SELECT number FROM next WHERE pg_try_advisory_lock('instance'::regclass::oid::integer, number))
        INSERT INTO instance (number, name, service, backend_pid) SELECT number, $1, $2, pg_backend_pid() FROM locked RETURNING number\
        """;

    private static final String BEAT = "UPDATE instance SET seen = now() WHERE number = $1";

    private static final String END_STALE = """
        WITH stale AS MATERIALIZED (SELECT number FROM instance WHERE number <> $1 AND seen < now() - interval '5 seconds')
        SELECT stale.number, pg_terminate_backend(held.pid) AS ended
        FROM stale JOIN pg_locks held ON held.locktype = 'advisory' AND held.objsubid = 2 AND held.granted AND held.mode = 'ExclusiveLock'
         AND held.classid = 'instance'::regclass::oid AND held.objid = stale.number::oid
         AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())\
        """;

    private static final long PATIENCE_SECONDS = 5;

    private final Vertx vertx;
    private final Database database;

    PostgresLocks(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
    }

    /** The server probes a silent client, so that a machine that vanished without a word frees its number within half a minute. */
    @Override
    public Future<Held> take(String name, String service) {
        return database.connect(vertx, Map.of())
                .onSuccess(Link::keepQuiet)
                .compose(connection -> connection
                        .preparedQuery(ENTER)
                        .execute(Tuple.of(name, service))
                        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .<Held>map(rows -> new Session(connection, numberOf(rows, service)))
                        .onFailure(failure -> connection.close()));
    }

    private static int numberOf(RowSet<Row> rows, String service) {
        if (rows.size() == 0) {
            throw new IllegalStateException(
                    "the next number of an instance of %s is in use, as after a restored backup; trying the one after"
                            .formatted(service));
        }
        return rows.iterator().next().getInteger(0);
    }

    private record Session(PgConnection connection, int number) implements Held {
        @Override
        public void onLost(Runnable action) {
            connection.closeHandler(gone -> action.run());
        }

        @Override
        public Future<Void> beat() {
            return connection.preparedQuery(BEAT).execute(Tuple.of(number)).mapEmpty();
        }

        @Override
        public Future<Map<Integer, Boolean>> endStale() {
            return connection.preparedQuery(END_STALE).execute(Tuple.of(number)).map(rows -> {
                Map<Integer, Boolean> ended = new HashMap<>();
                for (Row row : rows) ended.put(row.getInteger(0), row.getBoolean(1));
                return ended;
            });
        }

        @Override
        public Future<Void> release() {
            return connection.closeHandler(null).close();
        }
    }
}
