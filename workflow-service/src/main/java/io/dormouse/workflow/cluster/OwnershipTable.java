package io.dormouse.workflow.cluster;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who owns what, in Postgres. Every change of owner raises the view of the node that loses, in the same transaction; so a flush
 * of that node either commits before or fails at its fence.
 */
public final class OwnershipTable {
    private final Pool pool;

    /** Through a pool of the workflow service's schema. */
    public OwnershipTable(Pool pool) {
        this.pool = pool;
    }

    /** What a node owns. @param partitions with their epochs */
    public record Holdings(long view, Map<Integer, Long> partitions) {}

    /** A partition as it stands. @param silent whether its owner has not been heard of for 2 s by the database's clock */
    public record Owned(int partition, Optional<String> node, boolean silent) {}

    /** Makes a new life of a node known. The name was never used before. */
    public Future<Void> register(String node) {
        return pool.withTransaction(connection -> connection
                .preparedQuery("INSERT INTO node (name, view) VALUES ($1, 0)")
                .execute(Tuple.of(node))
                .compose(known -> connection
                        .preparedQuery("INSERT INTO heartbeat (node, seen) VALUES ($1, clock_timestamp())")
                        .execute(Tuple.of(node)))
                .mapEmpty());
    }

    /** Says that the node lives; answers with the database's clock. */
    public Future<Instant> beat(String node) {
        return pool.preparedQuery("UPDATE heartbeat SET seen = clock_timestamp() WHERE node = $1 RETURNING seen")
                .execute(Tuple.of(node))
                .map(rows -> rows.iterator().next().getOffsetDateTime("seen").toInstant());
    }

    /** All partitions as they stand. */
    public Future<List<Owned>> all() {
        return pool.query("""
            SELECT partition, partition_owner.node, coalesce(seen < clock_timestamp() - interval '2 s', true) AS silent
            FROM partition_owner LEFT JOIN heartbeat ON heartbeat.node = partition_owner.node ORDER BY partition\
            """).execute().map(rows -> {
            List<Owned> owned = new ArrayList<>(rows.size());
            for (Row row : rows) {
                owned.add(new Owned(
                        row.getShort("partition"),
                        Optional.ofNullable(row.getString("node")),
                        row.getBoolean("silent")));
            }
            return owned;
        });
    }

    /** Takes partitions that are free, or that belong to one other node, whose view is raised. Only a reason to read again. */
    public Future<Void> take(String node, Optional<String> loser, Collection<Integer> partitions) {
        return changeOwner(partitions, loser.orElse(null), node);
    }

    /** Hands partitions over: they are free afterwards. Only a reason to read again. */
    public Future<Void> handOver(String node, Collection<Integer> partitions) {
        return changeOwner(partitions, node, null);
    }

    private Future<Void> changeOwner(Collection<Integer> partitions, @Nullable String from, @Nullable String to) {
        Short[] sorted = partitions.stream().sorted().map(Integer::shortValue).toArray(Short[]::new);
        return pool.withTransaction(connection -> lock(connection, sorted)
                .compose(locked -> connection.preparedQuery("""
                    UPDATE partition_owner SET node = $1, epoch = epoch + 1
                    WHERE partition = ANY($2) AND node IS NOT DISTINCT FROM $3\
                    """).execute(Tuple.of(to, sorted, from)))
                .compose(changed -> connection
                        .preparedQuery("UPDATE node SET view = view + 1 WHERE name = $1")
                        .execute(Tuple.of(from)))
                .mapEmpty());
    }

    /** In one order for everybody, or two takers could wait for each other. */
    private static Future<RowSet<Row>> lock(SqlConnection connection, Short[] sorted) {
        return connection
                .preparedQuery(
                        "SELECT partition FROM partition_owner WHERE partition = ANY($1) ORDER BY partition FOR UPDATE")
                .execute(Tuple.tuple().addValue(sorted));
    }

    /** What is ours: the node's own row is locked first, and only then are view and partitions read, in statements of their own. */
    public Future<Holdings> read(String node) {
        return pool.withTransaction(connection -> connection
                .preparedQuery("SELECT 1 FROM node WHERE name = $1 FOR SHARE")
                .execute(Tuple.of(node))
                .compose(locked -> connection
                        .preparedQuery("SELECT view FROM node WHERE name = $1")
                        .execute(Tuple.of(node)))
                .compose(views -> connection
                        .preparedQuery("SELECT partition, epoch FROM partition_owner WHERE node = $1")
                        .execute(Tuple.of(node))
                        .map(rows -> {
                            Map<Integer, Long> partitions = HashMap.newHashMap(rows.size());
                            for (Row row : rows)
                                partitions.put(row.getShort("partition").intValue(), row.getLong("epoch"));
                            return new Holdings(views.iterator().next().getLong("view"), partitions);
                        })));
    }
}
