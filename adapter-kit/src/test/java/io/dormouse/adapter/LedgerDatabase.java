package io.dormouse.adapter;

import static io.dormouse.adapter.Waiting.await;

import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.dormouse.postgres.EmbeddedDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A fresh ledger in a real Postgres, and a look at it from outside. */
final class LedgerDatabase implements AutoCloseable {
    private static final Vertx vertx = ServiceVertx.alone();

    private final Database database;
    private final Pool pool;

    /** The tables as the migration makes them, but without Flyway, which takes longer than most tests. */
    LedgerDatabase() {
        this(EmbeddedDatabase.shared().freshSchema("iaas"));
        await(pool.query(migration()).execute());
    }

    /** An empty schema, for tests of the migration itself. */
    static LedgerDatabase empty() {
        return new LedgerDatabase(EmbeddedDatabase.shared().freshSchema("iaas"));
    }

    private LedgerDatabase(EmbeddedDatabase.Schema schema) {
        database = new Database(
                schema.host(), schema.port(), schema.database(), schema.schema(), schema.user(), schema.password());
        pool = database.pool(vertx, 2);
    }

    private static String migration() {
        try (InputStream sql = Ledger.class.getResourceAsStream("/db/ledger/V1__ledger.sql")) {
            return new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Future<Void> migrate() {
        return Ledger.migrate(vertx, database);
    }

    Database database() {
        return database;
    }

    Pool pool() {
        return pool;
    }

    Row operation(String key) {
        return query("SELECT *, outcome::text AS outcome_text FROM operation WHERE key = $1", key)
                .getFirst();
    }

    String stateOf(String key) {
        List<Row> rows = query("SELECT state FROM operation WHERE key = $1", key);
        return rows.isEmpty() ? "none" : rows.getFirst().getString("state");
    }

    int attemptOf(String key) {
        return operation(key).getInteger("attempt");
    }

    /** How many instances live, as their locks say. */
    int locks() {
        return query("""
            SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())\
            """).size();
    }

    /** As if the last sign of life of every instance, and every row, were so old. */
    void age(String interval) {
        query("UPDATE instance SET seen = seen - $1::text::interval", interval);
        query("UPDATE operation SET updated_at = updated_at - $1::text::interval", interval);
    }

    List<Row> query(String sql, Object... parameters) {
        List<Row> rows = new ArrayList<>();
        await(pool.preparedQuery(sql).execute(Tuple.wrap(parameters))).forEach(rows::add);
        return rows;
    }

    @Override
    public void close() {
        await(pool.close());
    }
}
