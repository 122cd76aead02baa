package io.dormouse.workflow.cluster;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who owns what, in Postgres, and the life signs of nodes. */
public final class OwnershipTable implements Ownerships {
    /** A Postgres that has vanished without a word is as good as one that refuses after so long. */
    private static final long PATIENCE_SECONDS = 5;

    private final Pool pool;

    /** Through a pool of the workflow service's schema. */
    public OwnershipTable(Pool pool) {
        this.pool = pool;
    }

    /**
     * Makes a new life of a node known. The name was never used before.
     *
     * @param definitions what it can run, as {@code name/version}
     */
    public Future<Void> register(String node, Collection<String> definitions) {
        return pool.withTransaction(connection -> connection
                .preparedQuery("INSERT INTO node (name, view, definitions) VALUES ($1, 0, to_jsonb($2::text[]))")
                .execute(Tuple.tuple().addValue(node).addValue(definitions.toArray(String[]::new)))
                .compose(known -> connection
                        .preparedQuery("INSERT INTO heartbeat (node, seen) VALUES ($1, clock_timestamp())")
                        .execute(Tuple.of(node)))
                .mapEmpty());
    }

    /** Says that the node lives; answers with the database's clock. */
    public Future<Instant> beat(String node) {
        return bounded(pool.preparedQuery(
                                "UPDATE heartbeat SET seen = clock_timestamp() WHERE node = $1 RETURNING seen")
                        .execute(Tuple.of(node)))
                .map(rows -> rows.iterator().next().getOffsetDateTime("seen").toInstant());
    }

    @Override
    public Future<Standing> standing(Collection<String> nodes) {
        return bounded(pool.withConnection(connection -> Future.all(partitions(connection), nodes(connection, nodes))
                .map(read -> new Standing(read.resultAt(0), read.resultAt(1)))));
    }

    private static Future<List<Owned>> partitions(SqlConnection connection) {
        return connection.preparedQuery("""
            SELECT partition, partition_owner.node, coalesce(seen < clock_timestamp() - interval '2 s', true) AS silent,
                needs
            FROM partition_owner LEFT JOIN heartbeat ON heartbeat.node = partition_owner.node ORDER BY partition\
            """).execute().map(rows -> {
            List<Owned> owned = new ArrayList<>(rows.size());
            for (Row row : rows) {
                owned.add(new Owned(
                        row.getShort("partition"),
                        Optional.ofNullable(row.getString("node")),
                        row.getBoolean("silent"),
                        texts(row.getJsonArray("needs"))));
            }
            return owned;
        });
    }

    private static Future<Map<String, Node>> nodes(SqlConnection connection, Collection<String> names) {
        return connection
                .preparedQuery("""
                    SELECT name, definitions, leaving,
                        (extract(epoch FROM clock_timestamp() - seen) * 1000)::bigint AS silent_millis
                    FROM node JOIN heartbeat ON heartbeat.node = name WHERE name = ANY($1)\
                    """)
                .execute(Tuple.tuple().addValue(names.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Node> nodes = HashMap.newHashMap(rows.size());
                    for (Row row : rows) {
                        nodes.put(
                                row.getString("name"),
                                new Node(
                                        texts(row.getJsonArray("definitions")),
                                        row.getBoolean("leaving"),
                                        row.getLong("silent_millis")));
                    }
                    return nodes;
                });
    }

    private static Set<String> texts(@Nullable JsonArray array) {
        return array == null
                ? Set.of()
                : array.stream().map(String.class::cast).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Future<Void> take(String node, Optional<String> loser, Collection<Integer> partitions) {
        return changeOwner(partitions, loser.orElse(null), node, false);
    }

    @Override
    public Future<Void> handOver(String node, Collection<Integer> partitions, boolean leaving) {
        return changeOwner(partitions, node, null, leaving);
    }

    private Future<Void> changeOwner(
            Collection<Integer> partitions, @Nullable String from, @Nullable String to, boolean leaving) {
        Short[] sorted = partitions.stream().sorted().map(Integer::shortValue).toArray(Short[]::new);
        return bounded(pool.withTransaction(connection -> lock(connection, sorted)
                .compose(locked -> connection
                        .preparedQuery("""
                            UPDATE partition_owner SET node = $1, epoch = epoch + 1, taken_at = clock_timestamp(),
                                unclean_ends = CASE WHEN $4 THEN 0 ELSE unclean_ends + $5::integer END
                            WHERE partition = ANY($2) AND node IS NOT DISTINCT FROM $3\
                            """)
                        .execute(Tuple.of(to, sorted, from, leaving, from != null && to != null ? 1 : 0)))
                .compose(changed -> connection
                        .preparedQuery("UPDATE node SET view = view + 1, leaving = leaving OR $2 WHERE name = $1")
                        .execute(Tuple.of(from, leaving)))
                .mapEmpty()));
    }

    /** In one order for everybody, or two takers could wait for each other. */
    private static Future<RowSet<Row>> lock(SqlConnection connection, Short[] sorted) {
        return connection
                .preparedQuery(
                        "SELECT partition FROM partition_owner WHERE partition = ANY($1) ORDER BY partition FOR UPDATE")
                .execute(Tuple.tuple().addValue(sorted));
    }

    @Override
    public Future<Holdings> read(String node) {
        return bounded(pool.withTransaction(connection -> lockThenRead(connection, node)));
    }

    private static <T> Future<T> bounded(Future<T> question) {
        return question.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static Future<Holdings> lockThenRead(SqlConnection connection, String node) {
        return connection
                .preparedQuery("SELECT 1 FROM node WHERE name = $1 FOR SHARE")
                .execute(Tuple.of(node))
                .compose(locked -> connection
                        .preparedQuery("SELECT view FROM node WHERE name = $1")
                        .execute(Tuple.of(node)))
                .compose(views -> connection
                        .preparedQuery("SELECT partition, epoch, unclean_ends FROM partition_owner WHERE node = $1")
                        .execute(Tuple.of(node))
                        .map(rows -> {
                            Map<Integer, Long> partitions = HashMap.newHashMap(rows.size());
                            Set<Integer> restless = new HashSet<>();
                            for (Row row : rows) {
                                int partition = row.getShort("partition");
                                partitions.put(partition, row.getLong("epoch"));
                                if (row.getInteger("unclean_ends") >= Holdings.RESTLESS_AFTER) restless.add(partition);
                            }
                            return new Holdings(views.iterator().next().getLong("view"), partitions, restless);
                        }));
    }
}
