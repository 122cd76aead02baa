package io.dormouse.host;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.Map;

/**
 * The schema of one service in Postgres, reached with the role that owns it.
 *
 * @param host where Postgres listens
 * @param port its TCP port
 * @param name the database
 * @param schema the service's own schema; its migrations lie at {@code db/<schema>} on the class path
 * @param user the role that owns the schema
 * @param password its password
 */
public record Database(String host, int port, String name, String schema, String user, String password) {
    /** Never prints the password. */
    @Override
    public String toString() {
        return "%s@%s:%d/%s schema %s".formatted(user, host, port, name, schema);
    }

    /** How to connect with the schema as search path. Statements are pipelined, up to 256 under way on a connection. */
    public PgConnectOptions connectOptions() {
        return new PgConnectOptions()
                .setHost(host)
                .setPort(port)
                .setDatabase(name)
                .setUser(user)
                .setPassword(password)
                .setCachePreparedStatements(true)
                .setPipeliningLimit(256)
                .setProperties(Map.of("search_path", schema, "application_name", "dormouse-" + schema));
    }

    /** A pool of at most so many connections; the caller closes it. */
    public Pool pool(Vertx vertx, int size) {
        return PgBuilder.pool()
                .connectingTo(connectOptions())
                .with(new PoolOptions().setMaxSize(size))
                .using(vertx)
                .build();
    }

    /**
     * Brings the schema to this version of the code, on a worker thread.
     *
     * @param shared where migrations lie that several services have, for example {@code classpath:db/ledger}; their numbers
     *     must not meet the service's own
     * @return fails with a {@link SchemaException} if the schema is of a newer version than the code
     */
    public Future<Void> migrate(Vertx vertx, String... shared) {
        return vertx.executeBlocking(() -> Migration.of(this, shared).run(), false);
    }
}
