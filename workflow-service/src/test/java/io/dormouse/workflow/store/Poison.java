package io.dormouse.workflow.store;

import static io.dormouse.workflow.store.TwoNodes.await;

import io.vertx.sqlclient.Pool;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Makes payloads such that whoever reads them fails. */
public final class Poison {
    private Poison() {}

    /** No payload of a workflow is JSON any more: not its input, nor anything in its journal but what it called. */
    public static void payloads(Pool pool, String id) {
        for (String sql : List.of(
                "ALTER TABLE workflow ALTER COLUMN input TYPE text",
                "ALTER TABLE journal ALTER COLUMN body TYPE text",
                "UPDATE workflow SET input = 'poison' WHERE id = '%s'".formatted(id),
                "UPDATE journal SET body = 'poison' WHERE type <> 2 AND workflow_id = '%s'".formatted(id))) {
            await(pool.query(sql).execute());
        }
    }

    /** Only these columns of the workflows' rows can still be read. */
    static void allButTheseColumns(Pool pool, String... columns) {
        for (String sql : List.of(
                "REVOKE ALL ON workflow FROM CURRENT_USER",
                "GRANT INSERT, UPDATE, DELETE, SELECT (%s) ON workflow TO CURRENT_USER"
                        .formatted(Arrays.stream(columns).collect(Collectors.joining(", "))))) {
            await(pool.query(sql).execute());
        }
    }
}
