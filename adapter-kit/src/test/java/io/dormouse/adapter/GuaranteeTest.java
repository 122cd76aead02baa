package io.dormouse.adapter;

import static io.dormouse.adapter.TestInstance.POLL;
import static io.dormouse.adapter.TestInstance.REREAD;
import static io.dormouse.adapter.TestInstance.server;
import static io.dormouse.adapter.Waiting.await;
import static io.dormouse.adapter.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.CallException;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.Headers;
import io.dormouse.contracts.iaas.IaasFailure;
import io.dormouse.contracts.iaas.Server;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is promised with outside systems of different abilities. */
class GuaranteeTest {
    private final LedgerDatabase database = new LedgerDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    @Nested
    class OfASystemThatKnowsNoKeys {
        @Test
        void shouldNeverSendASecondTimeAndStayOpen() {
            TestInstance dead = new TestInstance(database.database(), Guarantee.NEITHER);
            dead.create("k", "B6");
            dead.create.next();
            dead.die();
            database.age("2 hours");

            try (TestInstance taker = new TestInstance(database.database(), Guarantee.NEITHER)) {
                taker.beat();
                until(
                        "the row says that nobody knows",
                        () -> database.stateOf("k").equals("UNKNOWN"));

                Future<Message<Object>> call = taker.askToCreate("k", "B6");
                until("the row was read", () -> taker.alarm.has(REREAD::equals));
                taker.alarm.ring(POLL);
                assertThat(await(call).headers().get(Headers.STATE)).isEqualTo(Headers.IN_PROGRESS);
                assertThat(taker.create.timesAsked()).isZero();
            }
        }

        @Test
        void shouldStayOpenWhenTheProviderSaysThatNobodyKnows() {
            try (TestInstance instance = new TestInstance(database.database(), Guarantee.NEITHER)) {
                instance.create("k", "B6");
                instance.create
                        .next()
                        .answer()
                        .fail(CallFailure.OUTCOME_UNKNOWN.exception("the mail server hung up after DATA"));

                until(
                        "the row says that nobody knows",
                        () -> database.stateOf("k").equals("UNKNOWN"));
            }
        }

        @Test
        void shouldAnswerWhatAPersonDecided() {
            try (TestInstance instance = new TestInstance(database.database(), Guarantee.NEITHER)) {
                Future<Server> call = instance.create("k", "B6");
                instance.create.next().answer().fail(CallFailure.OUTCOME_UNKNOWN.exception("nobody knows"));
                until("the row is watched", () -> instance.alarm.has(REREAD::equals));

                String decided = Outcome.succeeded("k", server("s-1")).json();
                database.query(
                        "UPDATE operation SET state = 'DONE', outcome = $1::text::json WHERE key = 'k'", decided);
                instance.alarm.ring(REREAD);

                assertThat(await(call)).isEqualTo(server("s-1"));
            }
        }
    }

    @Nested
    class OfASystemThatCanBeAskedForAKey {
        @Test
        void shouldSettleAfterTheOutcomeUntilTheLastPacketMustHaveLandedAcrossRestarts() {
            TestInstance first = new TestInstance(database.database());
            Future<Server> open = first.create("k", "B6");
            first.create.next().answer().fail(new IllegalStateException("no answer"));
            assertThatThrownBy(() -> await(open)).isInstanceOf(CallException.class);
            Future<Server> call = first.create("k", "B6");
            first.alarm.ring(delay -> delay.toMinutes() > 50);
            var asked = first.create.next();
            first.beat();
            assertThat(first.create.timesSettled()).as("before it is done").isZero();

            asked.answer().complete(server("s-1"));
            await(call);
            first.beat();
            assertThat(first.create.nextSettled())
                    .isEqualTo(new FakeProvider.Settled<>("k", Optional.of(server("s-1"))));
            first.die();

            try (TestInstance second = new TestInstance(database.database())) {
                second.beat();
                assertThat(second.create.nextSettled().key()).isEqualTo("k");
                database.query("UPDATE operation SET settle_until = now() - interval '1 second'");
                second.beat();
                until("nothing is left to settle", () -> database.operation("k").getValue("settle_until") == null);
            }
        }

        @Test
        void shouldLeaveNothingWhenTheCallFailed() {
            try (TestInstance instance = new TestInstance(database.database())) {
                Future<Server> open = instance.create("k", "B6");
                instance.create.next().answer().fail(new IllegalStateException("no answer"));
                assertThatThrownBy(() -> await(open)).isInstanceOf(CallException.class);
                Future<Server> call = instance.create("k", "B6");
                instance.alarm.ring(delay -> delay.toMinutes() > 50);
                instance.create.next().answer().fail(IaasFailure.MODEL_UNKNOWN.exception("gone"));
                assertThatThrownBy(() -> await(call)).hasMessage("gone");

                instance.beat();
                assertThat(instance.create.nextSettled()).isEqualTo(new FakeProvider.Settled<>("k", Optional.empty()));
            }
        }

        @Test
        void shouldGoOnTellingThatTheInstanceLivesWhileSettlingTakesLong() {
            try (TestInstance instance = new TestInstance(database.database())) {
                Future<Server> open = instance.create("k", "B6");
                instance.create.next().answer().fail(new IllegalStateException("no answer"));
                assertThatThrownBy(() -> await(open)).isInstanceOf(CallException.class);
                Future<Server> call = instance.create("k", "B6");
                instance.alarm.ring(delay -> delay.toMinutes() > 50);
                instance.create.next().answer().complete(server("s-1"));
                await(call);
                instance.create.neverSettle();
                instance.beat();
                instance.create.nextSettled();
                database.query("UPDATE instance SET seen = now() - interval '1 minute'");

                instance.beat();

                assertThat(database.query("SELECT FROM instance WHERE seen > now() - interval '30 seconds'"))
                        .hasSize(1);
                assertThat(instance.create.timesSettled()).isZero();
            }
        }

        @Test
        void shouldNotSettleWhatOneAttemptDid() {
            try (TestInstance instance = new TestInstance(database.database())) {
                Future<Server> call = instance.create("k", "B6");
                instance.create.next().answer().complete(server("s-1"));
                await(call);

                instance.beat();
                assertThat(instance.create.timesSettled()).isZero();
            }
        }
    }
}
