package io.dormouse.workflow.cluster;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** What the unfinished workflows of partitions need to run, in {@code partition_owner}. Written by the owner alone. */
final class NeedsTable {
    private final Pool pool;

    NeedsTable(Pool pool) {
        this.pool = pool;
    }

    /** A definition in a partition. */
    record Need(int partition, String definition) {}

    /** Durable when this returns; nothing happens to partitions that the node does not own. */
    Future<Void> add(String node, Collection<Need> needs) {
        return pool.preparedQuery("""
            WITH owned AS (
                SELECT partition FROM partition_owner WHERE node = $1 AND partition = ANY($2) ORDER BY partition FOR UPDATE)
            UPDATE partition_owner SET needs = coalesce(needs, '[]') || (
                SELECT coalesce(jsonb_agg(DISTINCT definition), '[]')
                FROM unnest($2::smallint[], $3::text[]) AS noted (partition, definition)
                WHERE noted.partition = partition_owner.partition
                    AND NOT coalesce(needs, '[]') @> to_jsonb(definition))
            WHERE partition IN (SELECT partition FROM owned) AND node = $1\
            """)
                .execute(Tuple.tuple()
                        .addValue(node)
                        .addValue(needs.stream()
                                .map(need -> (short) need.partition())
                                .toArray(Short[]::new))
                        .addValue(needs.stream().map(Need::definition).toArray(String[]::new)))
                .mapEmpty();
    }

    Future<Void> remove(String node, Need need) {
        return pool.preparedQuery(
                        "UPDATE partition_owner SET needs = needs - $3::text WHERE partition = $1 AND node = $2")
                .execute(Tuple.of((short) need.partition(), node, need.definition()))
                .mapEmpty();
    }

    /** Partitions in which something of a definition has to be in memory. Reads an index of what is open. */
    Future<Set<Integer>> active(Collection<Integer> partitions, String name, int version) {
        return partitions(partitions, name, version, "status IN ('RUNNING', 'STUCK')");
    }

    /** Partitions in which something of a definition has not ended. Reads the whole table: to be asked rarely. */
    Future<Set<Integer>> unfinished(Collection<Integer> partitions, String name, int version) {
        return partitions(partitions, name, version, "status IN ('RUNNING', 'WAITING', 'PAUSED', 'STUCK')");
    }

    private Future<Set<Integer>> partitions(
            Collection<Integer> partitions, String name, int version, String condition) {
        Short[] among = partitions.stream().map(Integer::shortValue).toArray(Short[]::new);
        return pool.preparedQuery(
                        "SELECT DISTINCT partition FROM workflow WHERE partition = ANY($1) AND name = $2 AND version ="
                                + " $3 AND "
                                + condition)
                .execute(Tuple.of(among, name, version))
                .map(rows -> {
                    Set<Integer> found = new HashSet<>();
                    for (Row row : rows) found.add(row.getShort("partition").intValue());
                    return found;
                });
    }
}
