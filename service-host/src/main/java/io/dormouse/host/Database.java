package io.dormouse.host;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.Map;
import org.flywaydb.core.Flyway;

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
     * Brings the schema to this version. Fails if the schema is of a newer version than the code, and says so.
     */
    public Future<Void> migrate(Vertx vertx) {
        return vertx.executeBlocking(() -> {
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource("jdbc:postgresql://%s:%d/%s".formatted(host, port, name), user, password)
                    .schemas(schema)
                    .defaultSchema(schema)
                    .createSchemas(false)
                    .locations("classpath:db/" + schema)
                    .load()
                    .migrate();
            return null;
        }, false);
    }
}
