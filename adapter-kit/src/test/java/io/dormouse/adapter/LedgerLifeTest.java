package io.dormouse.adapter;

import static io.dormouse.adapter.TestInstance.DRAIN;
import static io.dormouse.adapter.TestInstance.server;
import static io.dormouse.adapter.Waiting.await;
import static io.dormouse.adapter.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.CallException;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.host.SchemaException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How a ledger begins and ends. */
class LedgerLifeTest {
    private final LedgerDatabase database = new LedgerDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    @Nested
    class Beginning {
        @Test
        void shouldRefuseASchemaThatIsNewerThanTheCode() {
            try (LedgerDatabase empty = LedgerDatabase.empty()) {
                await(empty.migrate());
                await(empty.migrate());
                assertThat(empty.query("SELECT FROM operation")).isEmpty();
                empty.query("""
                    INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by, execution_time, success)
                    VALUES (99, '99', 'from the future', 'SQL', 'V99__from_the_future.sql', 'somebody', 1, true)\
                    """);

                assertThatThrownBy(() -> await(empty.migrate()))
                        .isInstanceOf(SchemaException.class)
                        .hasMessageContaining("99");
            }
        }

        @Test
        void shouldPassOverWhatThisVersionCannotReadAndTakeTheRest() {
            TestInstance dead = new TestInstance(database.database());
            dead.create("k", "B6");
            dead.create("odd", "B6");
            dead.create.next();
            dead.create.next();
            dead.die();
            database.query("UPDATE operation SET request = '{\"colour\":\"red\"}' WHERE key = 'odd'");

            try (TestInstance next = new TestInstance(database.database())) {
                until("the other one is taken over", () -> {
                    next.beat();
                    return database.attemptOf("k") == 2;
                });
                assertThat(database.attemptOf("odd")).isOne();
            }
        }
    }

    @Nested
    class Ending {
        private final TestInstance instance = new TestInstance(database.database());

        @AfterEach
        void close() {
            instance.close();
        }

        @Test
        void shouldLetWhatIsUnderWayEnd() {
            Future<Server> call = instance.create("k", "B6");
            var asked = instance.create.next();
            Future<Void> closed = instance.ledger.close();
            assertThatThrownBy(() -> await(instance.create("other", "B6")))
                    .isInstanceOfSatisfying(
                            CallException.class, e -> assertThat(e.failure()).isEqualTo(CallFailure.UNAVAILABLE));

            asked.answer().complete(server("s-1"));

            assertThat(await(call)).isEqualTo(server("s-1"));
            await(closed);
        }

        @Test
        void shouldLeaveToTheNextLifeWhatTakesLonger() {
            instance.create("k", "B6");
            instance.create.next();
            Future<Void> closed = instance.ledger.close();
            instance.alarm.ring(DRAIN);
            await(closed);

            try (TestInstance next = new TestInstance(database.database())) {
                until("it is taken over", () -> database.attemptOf("k") == 2);
                assertThat(next.create.timesAsked()).isZero();
            }
        }
    }

    @Nested
    class Threads {
        @Test
        void shouldTakeWhatProvidersSayFromAnyThread() {
            try (TestInstance instance = new TestInstance(database.database())) {
                Future<Server> call = instance.create("k", "B6");
                var asked = instance.create.next();
                Promise<Void> expected = Promise.promise();
                Thread.startVirtualThread(() ->
                        asked.attempt().expect(new JsonObject().put("a", 1)).onComplete(expected));
                await(expected.future());
                Thread.startVirtualThread(() -> asked.answer().complete(server("s-1")));

                assertThat(await(call)).isEqualTo(server("s-1"));
                assertThat(asked.attempt().expected()).contains(new JsonObject().put("a", 1));
            }
        }
    }
}
