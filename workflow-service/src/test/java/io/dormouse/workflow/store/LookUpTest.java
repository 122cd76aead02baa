package io.dormouse.workflow.store;

import static io.dormouse.workflow.store.TwoNodes.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What many ids cost: nothing that grows with the table, even while Postgres does not know yet what is in it. */
final class LookUpTest {
    private final TwoNodes nodes = new TwoNodes();

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void shouldGoToEachRowByItsKeyHoweverManyAreAskedFor() {
        String[] ids = IntStream.range(0, 1_000).mapToObj(id -> "w" + id).toArray(String[]::new);
        assertThat(plan(WorkflowReads.HEADS, (Object) ids))
                .contains("workflow_pkey")
                .doesNotContain("Seq Scan");
    }

    @Test
    void shouldFindWhoWaitsForAnOpenEventWithoutGoingThroughAllThatSleep() {
        await(nodes.pool.query("""
            INSERT INTO workflow (id, partition, name, version, status, run, input, started_by, created_at, updated_at)
            SELECT 'w' || i, 0, 'w', 1, 'WAITING', 0, '{}', 'anna', now(), now() FROM generate_series(1, 50000) AS i\
            """).execute());
        await(nodes.pool
                .query("INSERT INTO event_waiter (key, workflow_id, run, seq, partition)"
                        + " SELECT 'e' || i, 'w' || i, 0, 0, 0 FROM generate_series(1, 50000) AS i")
                .execute());

        String plan = plan(PartitionReads.WAITS, new String[] {"e7", "e77"}, new Short[] {0});

        assertThat(plan).contains("(id = ", "(key = ").doesNotContain("Seq Scan", "Hash Join", "Merge Join");
    }

    /** What was planned before Postgres had looked at the tables stays: it must be the right plan for them when they are full. */
    @Test
    void shouldReadOnlyTheLatestEntriesOfALongJournal() {
        await(nodes.pool.query("""
            INSERT INTO workflow (id, partition, name, version, status, run, input, started_by, created_at, updated_at)
            VALUES ('w', 0, 'w', 1, 'WAITING', 0, '{}', 'anna', now(), now())\
            """).execute());
        await(nodes.pool
                .query("INSERT INTO journal (workflow_id, run, position, type, body, at)"
                        + " SELECT 'w', 0, i, 8, '{}', now() FROM generate_series(0, 999) AS i")
                .execute());

        String plan = planForAllTimes(StoredRows.WORKFLOWS, "text[], int", "'{w}', 10");

        assertThat(plan)
                .contains("Index Scan Backward using journal_pkey")
                .doesNotContain("rows=1000", "Seq Scan", "Bitmap", "Sort");
    }

    @Test
    void shouldGiveOpenEventsPageByPage() {
        await(nodes.pool
                .query("INSERT INTO event (key, body, triggered_at, triggered_by, open)"
                        + " SELECT 'e' || i, '1', now(), 'anna', i <> 3 FROM generate_series(1, 5) AS i")
                .execute());
        PartitionReads reads = new PartitionReads(nodes.pool);

        assertThat(await(reads.openEvents("", 2))).containsExactly("e1", "e2");
        assertThat(await(reads.openEvents("e2", 2))).containsExactly("e4", "e5");
        assertThat(await(reads.openEvents("e5", 2))).isEmpty();
    }

    @Test
    void shouldCloseWhatIsServedPageByPage() {
        await(nodes.pool
                .query("INSERT INTO event (key, body, triggered_at, triggered_by, open)"
                        + " SELECT 'e' || i, '1', now(), 'anna', i <> 3 FROM generate_series(1, 6) AS i")
                .execute());
        await(nodes.pool
                .query("INSERT INTO event_waiter (key, workflow_id, run, seq, partition) VALUES ('e2', 'w', 0, 0, 0),"
                        + " ('e5', 'w', 0, 1, 0)")
                .execute());
        PartitionReads reads = new PartitionReads(nodes.pool);

        assertThat(await(reads.closeServedEvents("", 2))).isEqualTo("e2");
        assertThat(await(reads.openEvents("", 10))).containsExactly("e2", "e4", "e5", "e6");
        assertThat(await(reads.closeServedEvents("e2", 3))).isEqualTo("e6");
        assertThat(await(reads.openEvents("", 10))).containsExactly("e2", "e5");
        assertThat(await(reads.closeServedEvents("e6", 3))).isEmpty();
    }

    private String planForAllTimes(String sql, String types, String parameters) {
        return text(await(nodes.byKey.withConnection(connection -> connection
                .query("PREPARE asked (%s) AS %s".formatted(types, sql))
                .execute()
                .compose(prepared -> connection
                        .query("EXPLAIN (ANALYZE, BUFFERS OFF) EXECUTE asked(%s)".formatted(parameters))
                        .execute()))));
    }

    private String plan(String sql, Object... parameters) {
        return text(await(nodes.pool.preparedQuery("EXPLAIN " + sql).execute(Tuple.from(parameters))));
    }

    private static String text(RowSet<Row> plan) {
        return StreamSupport.stream(plan.spliterator(), false)
                .map((Row line) -> line.getString(0))
                .collect(Collectors.joining("\n"));
    }
}
