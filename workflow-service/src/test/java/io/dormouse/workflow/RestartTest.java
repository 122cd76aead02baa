package io.dormouse.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.workflow.JournalEntry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A second node takes everything while the first one still lives: for the first it is worse than a crash. */
final class RestartTest {
    private final ServiceUnderTest first = new ServiceUnderTest().up();
    private final ServiceUnderTest second = first.otherNode();

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void shouldGoOnWithACallUnderTheSameKey() {
        first.start("create-server", new JsonObject().put("name", "B6"), "w");
        first.awaitThat(
                "w",
                view -> view.waitingFor()
                        .filter(text -> text.contains("attempt"))
                        .isPresent());
        FakeCloud cloud = new FakeCloud(second.vertx);
        second.upAndTakeOver();
        assertThat(second.awaitEnd("w").result()).contains("127.9.9.9");
        assertThat(cloud.keys).containsOnly("w/0/0");
    }

    @Test
    void shouldWakeWhatSleptAndFenceTheOldNode() {
        first.start("wait-for-event", new JsonObject().put("name", "x"), "w");
        first.awaitThat("w", view -> view.status().equals("WAITING"));
        second.upAndTakeOver();
        // The old node hears of the event too; whatever it does about it must not get through.
        first.trigger("event-of-x", "hello");
        second.trigger("event-of-x", "hello");
        assertThat(second.awaitEnd("w").result()).contains("x hello");
        assertThat(second.journal("w")).extracting(JournalEntry::position).containsExactly(0L, 1L, 2L);
        assertThatThrownBy(() -> first.start("steps", new JsonObject().put("steps", 1), "w2"))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e).hasMessageContaining("ask again"));
        assertThat(second.start("steps", new JsonObject().put("steps", 1), "w2").created())
                .isTrue();
        assertThat(second.awaitEnd("w2").status()).isEqualTo("COMPLETED");
    }

    @Test
    void shouldRingTimersThatWereSetByTheOldNode() {
        first.start("sleep", new JsonObject().put("steps", 1_000), "w");
        first.awaitThat("w", view -> view.status().equals("WAITING"));
        second.upAndTakeOver();
        assertThat(second.awaitEnd("w").result()).contains(true);
    }

    @Test
    void shouldGiveADeclaredFailureToTheCodeAndNotTryAgain() {
        FakeCloud cloud = new FakeCloud(first.vertx);
        first.start("create-server", new JsonObject().put("name", "none"), "w");
        assertThat(first.awaitEnd("w").result()).contains("MODEL_UNKNOWN");
        assertThat(cloud.keys).hasSize(1);
    }

    /** A flush under way is waited for, not broken: whoever asked for what it writes is answered. */
    @Test
    void shouldLetAFlushUnderWayCommitBeforeItLeaves() {
        SqlConnection blocker =
                ServiceUnderTest.await(first.database.pool(second.vertx, 1).getConnection());
        run(blocker, "BEGIN");
        run(blocker, "INSERT INTO signal_id VALUES ('w', 's')");
        first.start("collect", new JsonObject().put("steps", 1), "w");
        Future<Object> signalled = first.sendSignal("w", "item", "a", "s");
        second.awaitThatSomebodyWaitsForALock();
        Future<Void> closed = first.beginClose();
        run(blocker, "ROLLBACK");
        ServiceUnderTest.await(signalled);
        ServiceUnderTest.await(closed);
        second.up();
        assertThat(second.awaitEnd("w").result()).contains(List.of("a"));
    }

    private static void run(SqlConnection connection, String sql) {
        ServiceUnderTest.await(connection.query(sql).execute());
    }
}
