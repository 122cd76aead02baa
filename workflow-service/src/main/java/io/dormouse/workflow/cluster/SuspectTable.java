package io.dormouse.workflow.cluster;

import io.dormouse.engine.journal.EntryCodec;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

/** Suspicions in Postgres. */
public final class SuspectTable implements Suspects {
    /** What others send, and what a step says of itself, is written however often its process dies. */
    private static final Short[] NO_STEPS_FORWARD =
            EntryCodec.typesBesideTheCode().toArray(Short[]::new);

    private final Pool pool;

    /** Through a pool of the workflow service's schema. */
    public SuspectTable(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Future<Integer> attempt(String node, String workflow) {
        return pool.preparedQuery("""
            INSERT INTO suspect (workflow_id, node, attempts, reached)
            SELECT $1, $2, 1, concat(run, '/', (SELECT max(position) FROM journal
                WHERE journal.workflow_id = workflow.id AND journal.run = workflow.run AND type <> ALL ($3)))
            FROM workflow JOIN partition_owner ON partition_owner.partition = workflow.partition
            WHERE id = $1 AND node = $2
            ON CONFLICT (workflow_id) DO UPDATE SET node = excluded.node, reached = excluded.reached, attempts = CASE
                WHEN suspect.reached <> excluded.reached THEN 1
                WHEN suspect.node = excluded.node THEN suspect.attempts
                ELSE suspect.attempts + 1 END
            RETURNING attempts\
            """)
                .execute(Tuple.of(workflow, node, NO_STEPS_FORWARD))
                .map(rows -> {
                    int attempts = 0;
                    for (Row row : rows) attempts = row.getInteger("attempts");
                    return attempts;
                });
    }

    @Override
    public Future<Void> acquit(String node, String workflow) {
        return pool.preparedQuery("DELETE FROM suspect WHERE workflow_id = $1 AND node = $2")
                .execute(Tuple.of(workflow, node))
                .mapEmpty();
    }

    @Override
    public Future<Boolean> calmDown(String node) {
        return pool.preparedQuery("""
            WITH calm AS (
                UPDATE partition_owner SET unclean_ends = 0 WHERE partition IN (
                    SELECT partition FROM partition_owner
                    WHERE node = $1 AND unclean_ends > 0 AND taken_at < clock_timestamp() - interval '30 s'
                    ORDER BY partition FOR UPDATE)
                RETURNING partition),
            acquitted AS (
                DELETE FROM suspect USING workflow
                WHERE workflow.id = suspect.workflow_id AND workflow.partition IN (SELECT partition FROM calm))
            SELECT count(*) FROM calm\
            """)
                .execute(Tuple.of(node))
                .map(rows -> rows.iterator().next().getLong(0) > 0);
    }

    @Override
    public Future<Void> tidy() {
        return pool.preparedQuery("""
            DELETE FROM suspect WHERE NOT EXISTS (
                SELECT 1 FROM workflow WHERE id = workflow_id AND status IN ('RUNNING', 'WAITING'))\
            """).execute().mapEmpty();
    }
}
