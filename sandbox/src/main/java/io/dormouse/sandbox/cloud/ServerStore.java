package io.dormouse.sandbox.cloud;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Reads and ends servers in {@code sandbox.server}; new ones are made by {@link Allocator}. */
final class ServerStore {
    private static final String SELECT = "SELECT " + Server.COLUMNS + " FROM server ";

    private final Pool pool;

    ServerStore(Pool pool) {
        this.pool = pool;
    }

    /** The server of an id, if it is there. */
    Future<Optional<Server>> find(String account, String id) {
        return servers(SELECT + "WHERE account = $1 AND id = $2 AND deleted_at IS NULL", Tuple.of(account, id))
                .map(found -> found.stream().findFirst());
    }

    /** The server that was made with a token, if it is there: none or one. */
    Future<List<Server>> findByToken(String account, String token) {
        return servers(SELECT + "WHERE account = $1 AND token = $2 AND deleted_at IS NULL", Tuple.of(account, token));
    }

    /** So many servers created after number {@code after}, oldest first. */
    Future<List<Server>> list(String account, long after, int limit) {
        return servers(
                SELECT + "WHERE account = $1 AND number > $2 AND deleted_at IS NULL ORDER BY number LIMIT $3",
                Tuple.of(account, after, limit));
    }

    /** All servers of all accounts. */
    Future<List<Server>> all() {
        return servers(SELECT + "WHERE deleted_at IS NULL ORDER BY number", Tuple.tuple());
    }

    /** Whether the server is there. */
    Future<Boolean> exists(String id) {
        return pool.preparedQuery("SELECT 1 FROM server WHERE id = $1 AND deleted_at IS NULL")
                .execute(Tuple.of(id))
                .map(rows -> rows.size() > 0);
    }

    /** Ends a server: its capacity and address are free when this is complete. Answers whether the account ever had it. */
    Future<Boolean> delete(String account, String id) {
        return pool.preparedQuery("""
            UPDATE server SET deleted_at = coalesce(deleted_at, clock_timestamp()) WHERE account = $1 AND id = $2\
            """).execute(Tuple.of(account, id)).map(rows -> rows.rowCount() > 0);
    }

    /** What is in use now. */
    Future<Usage> usage() {
        return usage(pool);
    }

    /** What is in use, as the client's transaction sees it. */
    static Future<Usage> usage(SqlClient client) {
        return client.preparedQuery(
                        "SELECT account, model, count(*) AS used FROM server WHERE deleted_at IS NULL GROUP BY"
                                + " account, model")
                .execute()
                .map(rows -> {
                    Map<String, Long> byAccount = new HashMap<>();
                    Map<String, Long> byModel = new HashMap<>();
                    rows.forEach(row -> {
                        byAccount.merge(row.getString("account"), row.getLong("used"), Long::sum);
                        byModel.merge(row.getString("model"), row.getLong("used"), Long::sum);
                    });
                    return new Usage(byAccount, byModel);
                });
    }

    private Future<List<Server>> servers(String sql, Tuple arguments) {
        return pool.preparedQuery(sql).execute(arguments).map(ServerStore::serversOf);
    }

    static List<Server> serversOf(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(Server::of).toList();
    }
}
