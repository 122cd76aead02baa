package io.dormouse.adapter;

import static io.dormouse.adapter.TestInstance.RETRY;
import static io.dormouse.adapter.TestInstance.server;
import static io.dormouse.adapter.Waiting.await;
import static io.dormouse.adapter.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.CallException;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.iaas.Server;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How rows of many calls share commits, and what becomes of them when one fails. */
class GroupCommitTest {
    private final LedgerDatabase database = new LedgerDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    @Nested
    class ManyCallsAtOnce {
        private final TestInstance instance = new TestInstance(database.database());

        @AfterEach
        void close() {
            instance.close();
        }

        @Test
        void shouldShareAFewCommits() {
            List<Future<Server>> calls = IntStream.range(0, 1_000)
                    .mapToObj(i -> instance.create("k-" + i, "B6"))
                    .toList();
            for (int i = 0; i < 1_000; i++) {
                var asked = instance.create.next();
                asked.answer().complete(server("of-" + asked.attempt().key()));
            }

            for (int i = 0; i < 1_000; i++) assertThat(await(calls.get(i)).id()).isEqualTo("of-k-" + i);
            assertThat(instance.ledger.commits()).isLessThan(200);
            assertThat(database.query("SELECT FROM operation WHERE state = 'DONE'"))
                    .hasSize(1_000);
        }

        @Test
        void shouldNotFailForOneThatPostgresRefuses() {
            database.query("ALTER TABLE operation ADD CONSTRAINT poison CHECK (key <> 'bad')");
            SqlConnection blocker = await(database.pool().getConnection());
            await(blocker.query("BEGIN; LOCK TABLE operation IN SHARE MODE").execute());
            Future<Server> before = instance.create("before", "B6");
            until(
                    "the first is on its way, so that the next gather",
                    () -> !database.query("SELECT FROM pg_locks WHERE NOT granted")
                            .isEmpty());
            Future<Server> good = instance.create("good", "B6");
            Future<Server> bad = instance.create("bad", "B6");
            Future<Server> alsoGood = instance.create("also good", "B6");
            await(blocker.query("COMMIT").execute().eventually(blocker::close));

            for (int i = 0; i < 3; i++) instance.create.next().answer().complete(server("s"));
            for (Future<Server> call : List.of(before, good, alsoGood))
                assertThat(await(call)).isEqualTo(server("s"));
            assertThatThrownBy(() -> await(bad))
                    .isInstanceOfSatisfying(
                            CallException.class, e -> assertThat(e.failure()).isEqualTo(CallFailure.UNAVAILABLE));
            assertThat(instance.create.timesAsked()).isEqualTo(3);
        }
    }

    @Nested
    class TheAnswerToACommitIsLost {
        private final LossyWire wire = new LossyWire(database.database());
        private final TestInstance instance = new TestInstance(wire.database());

        @AfterEach
        void close() {
            instance.close();
            wire.close();
        }

        @Test
        void shouldTakeUpTheRowOfItsOwnNumberWhenAskedAgain() {
            wire.loseTheAnswerToTheNextCommit();
            assertThatThrownBy(() -> await(instance.create("k", "B6")))
                    .isInstanceOfSatisfying(
                            CallException.class, e -> assertThat(e.failure()).isEqualTo(CallFailure.UNAVAILABLE));
            assertThat(database.stateOf("k")).isEqualTo("STARTED");

            Future<Server> again = instance.create("k", "B6");
            instance.alarm.ring(delay -> delay.toMinutes() > 50);
            var asked = instance.create.next();
            assertThat(asked.attempt().number()).isEqualTo(2);
            asked.answer().complete(server("s-1"));

            assertThat(await(again)).isEqualTo(server("s-1"));
            assertThat(instance.create.timesAsked()).isOne();
        }

        @Test
        void shouldAnswerFromTheRowWhenItWasTheOutcomes() {
            Future<Server> call = instance.create("k", "B6");
            var asked = instance.create.next();
            wire.loseTheAnswerToTheNextCommit();
            asked.answer().complete(server("s-1"));
            instance.alarm.ring(RETRY);

            assertThat(await(call)).isEqualTo(server("s-1"));
            assertThat(instance.create.timesAsked()).isOne();
        }
    }

    @Nested
    class PostgresEndsTheConnection {
        private final TestInstance instance = new TestInstance(database.database());

        @AfterEach
        void close() {
            instance.close();
        }

        @Test
        void shouldWriteTheOutcomeWhenItIsBack() {
            Future<Server> call = instance.create("k", "B6");
            var asked = instance.create.next();
            SqlConnection blocker = await(database.pool().getConnection());
            await(blocker.query("BEGIN; LOCK TABLE operation IN SHARE MODE").execute());
            asked.answer().complete(server("s-1"));
            until(
                    "the writer waits",
                    () -> !database.query("SELECT FROM pg_locks WHERE NOT granted")
                            .isEmpty());
            database.query("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted");
            await(blocker.query("COMMIT").execute().eventually(blocker::close));
            assertThat(database.stateOf("k")).isEqualTo("STARTED");
            instance.alarm.ring(RETRY);

            assertThat(await(call)).isEqualTo(server("s-1"));
            assertThat(database.stateOf("k")).isEqualTo("DONE");
            assertThat(instance.create.timesAsked()).isOne();
        }

        @Test
        void shouldTellCallersToAskAgainWhenTheRowCouldNotBeWritten() {
            SqlConnection blocker = await(database.pool().getConnection());
            await(blocker.query("BEGIN; LOCK TABLE operation IN SHARE MODE").execute());
            Future<Server> call = instance.create("k", "B6");
            until(
                    "the writer waits",
                    () -> !database.query("SELECT FROM pg_locks WHERE NOT granted")
                            .isEmpty());
            database.query("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted");
            await(blocker.query("COMMIT").execute().eventually(blocker::close));

            assertThatThrownBy(() -> await(call))
                    .isInstanceOfSatisfying(
                            CallException.class, e -> assertThat(e.failure()).isEqualTo(CallFailure.UNAVAILABLE));
            assertThat(instance.create.timesAsked()).isZero();

            Future<Server> again = instance.create("k", "B6");
            instance.create.next().answer().complete(server("s-1"));
            assertThat(await(again)).isEqualTo(server("s-1"));
        }
    }
}
