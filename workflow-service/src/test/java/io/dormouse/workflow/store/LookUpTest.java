package io.dormouse.workflow.store;

import static io.dormouse.workflow.store.TwoNodes.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Row;
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
        assertThat(plan(WorkflowReads.HEADS, ids)).contains("workflow_pkey").doesNotContain("Seq Scan");
    }

    private String plan(String sql, String[] ids) {
        return StreamSupport.stream(
                        await(nodes.pool.preparedQuery("EXPLAIN " + sql).execute(Tuple.of(ids)))
                                .spliterator(),
                        false)
                .map((Row line) -> line.getString(0))
                .collect(Collectors.joining("\n"));
    }
}
