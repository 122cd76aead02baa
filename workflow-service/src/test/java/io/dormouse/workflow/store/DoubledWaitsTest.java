package io.dormouse.workflow.store;

import static io.dormouse.workflow.store.TwoNodes.append;
import static io.dormouse.workflow.store.TwoNodes.await;
import static io.dormouse.workflow.store.TwoNodes.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.store.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database from before a command had one wait, in which it had two. */
final class DoubledWaitsTest {
    private static final String AS_IT_WAS = """
        DROP INDEX event_waiter_key;
        ALTER TABLE event_waiter DROP CONSTRAINT event_waiter_pkey, ADD PRIMARY KEY (key, workflow_id, run, seq);
        CREATE INDEX event_waiter_workflow ON event_waiter (workflow_id, run);
        INSERT INTO event_waiter VALUES ('before', 'doubled', 0, 3, 1), ('now', 'doubled', 0, 3, 1), ('e', 'single', 0, 3, 1)\
        """;

    private final TwoNodes nodes = new TwoNodes();

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void shouldGoOnFromWhatOnlyItsCodeKnows() throws IOException {
        await(nodes.a.flush(List.of(start("doubled"), start("single"))));
        await(nodes.a.flush(List.of(append("doubled", Status.WAITING), append("single", Status.WAITING))));
        await(nodes.pool.query(AS_IT_WAS).execute());

        await(nodes.pool.query(upgrade()).execute());

        assertThat(nodes.column("SELECT id || ' ' || status FROM workflow ORDER BY id"))
                .containsExactly("doubled RUNNING", "single WAITING");
        assertThat(nodes.column("SELECT key FROM event_waiter")).containsExactly("e");
    }

    private static String upgrade() throws IOException {
        try (InputStream script = DoubledWaitsTest.class.getResourceAsStream("/db/dormouse/V7__narrow_indexes.sql")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
