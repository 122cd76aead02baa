package io.dormouse.adapter;

import static io.dormouse.adapter.TestInstance.POLL;
import static io.dormouse.adapter.TestInstance.server;
import static io.dormouse.adapter.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.CallException;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.Headers;
import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.iaas.IaasException;
import io.dormouse.contracts.iaas.IaasFailure;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A keyed call at one instance. */
class OneCallTest {
    private final LedgerDatabase database = new LedgerDatabase();
    private final TestInstance instance = new TestInstance(database.database());

    @AfterEach
    void close() {
        instance.close();
        database.close();
    }

    @Nested
    class Carried {
        @Test
        void shouldHaveItsRowCommittedBeforeTheProviderIsAsked() {
            Future<Server> call = instance.create("k", "B6");

            var asked = instance.create.next();
            assertThat(database.stateOf("k")).isEqualTo("STARTED");
            assertThat(asked.attempt().key()).isEqualTo("k");
            assertThat(asked.attempt().number()).isOne();
            assertThat(asked.attempt().actor()).isEqualTo("ada");
            assertThat(call.isComplete()).isFalse();

            asked.answer().complete(server("s-1"));
            assertThat(await(call)).isEqualTo(server("s-1"));
            assertThat(database.stateOf("k")).isEqualTo("DONE");
        }

        @Test
        void shouldLeaveALineInTheAuditWithItsRow() {
            instance.create("k", "B6");
            instance.create.next();

            var line = database.query("SELECT actor, action, target, detail::text AS detail FROM audit")
                    .getFirst();
            assertThat(line.getString("actor")).isEqualTo("ada");
            assertThat(line.getString("action")).isEqualTo("create");
            assertThat(line.getString("target")).isEqualTo("k");
            assertThat(line.getString("detail")).isEqualTo("{\"model\":\"B6\"}");
        }

        @Test
        void shouldAnswerNothingForAMethodWithoutResult() {
            Future<Message<Object>> call = instance.ask(IaasService.ADDRESS, "delete", new DeleteServer("s-1"), "k");
            instance.delete.next().answer().complete(null);

            assertThat(await(call).body()).isNull();
            assertThat(await(instance.ask(IaasService.ADDRESS, "delete", new DeleteServer("s-1"), "k"))
                            .body())
                    .isNull();
            assertThat(instance.delete.timesAsked()).isOne();
        }
    }

    @Nested
    class Repeated {
        @Test
        void shouldBeAnsweredFromTheRow() {
            Future<Server> first = instance.create("k", "B6");
            instance.create.next().answer().complete(server("s-1"));
            await(first);

            assertThat(await(instance.create("k", "B6"))).isEqualTo(server("s-1"));
            assertThat(instance.create.timesAsked()).isOne();
        }

        @Test
        void shouldJoinTheCallInProgress() {
            Future<Server> first = instance.create("k", "B6");
            var asked = instance.create.next();
            Future<Server> second = instance.create("k", "B6");
            asked.answer().complete(server("s-1"));

            assertThat(await(first)).isEqualTo(await(second));
            assertThat(instance.create.timesAsked()).isOne();
        }

        @Test
        void shouldBeRefusedWithBothRequestsWhenItAsksForSomethingElse() {
            Future<Server> first = instance.create("k", "B6");
            instance.create.next().answer().complete(server("s-1"));
            await(first);

            assertRefused(instance.create("k", "B12"));
        }

        @Test
        void shouldBeRefusedAlsoWhileTheFirstIsInProgress() {
            Future<Server> first = instance.create("k", "B6");
            var asked = instance.create.next();

            assertRefused(instance.create("k", "B12"));

            asked.answer().complete(server("s-1"));
            assertThat(await(first)).isEqualTo(server("s-1"));
        }

        @Test
        void shouldNotBeRefusedForAnIntruderThatWasRefusedItself() {
            Future<Server> first = instance.create("k", "B6");
            instance.create.next().answer().complete(server("s-1"));
            await(first);

            Future<Server> intruder = instance.create("k", "B12");
            Future<Server> rightful = instance.create("k", "B6");

            assertRefused(intruder);
            assertThat(await(rightful)).isEqualTo(server("s-1"));
        }

        private void assertRefused(Future<Server> call) {
            assertThatThrownBy(() -> await(call))
                    .isInstanceOfSatisfying(
                            CallException.class,
                            refused -> assertThat(refused.failure()).isEqualTo(CallFailure.KEY_REUSED))
                    .hasMessageContaining("{\"model\":\"B6\"}")
                    .hasMessageContaining("{\"model\":\"B12\"}");
        }
    }

    @Nested
    class Failed {
        @Test
        void shouldAnswerADeclaredFailureAgainFromTheRow() {
            Future<Server> first = instance.create("k", "B7");
            instance.create.next().answer().fail(IaasFailure.MODEL_UNKNOWN.exception("there is no model B7\0"));

            for (Future<Server> call : List.of(first, instance.create("k", "B7"))) {
                assertThatThrownBy(() -> await(call))
                        .isInstanceOfSatisfying(
                                IaasException.class,
                                e -> assertThat(e.failure()).isEqualTo(IaasFailure.MODEL_UNKNOWN))
                        .hasMessage("there is no model B7");
            }
            assertThat(instance.create.timesAsked()).isOne();
        }

        @Test
        void shouldStayOpenWithoutAnOutcomeAndBeTriedAgainAsATakerWhenAsked() {
            Future<Server> first = instance.create("k", "B6");
            instance.create.next().answer().fail(new IllegalStateException("connection reset"));
            assertThatThrownBy(() -> await(first))
                    .isInstanceOfSatisfying(
                            CallException.class, e -> assertThat(e.failure()).isEqualTo(CallFailure.UNAVAILABLE));
            assertThat(database.stateOf("k")).isEqualTo("STARTED");

            Future<Server> second = instance.create("k", "B6");
            instance.alarm.ring(delay -> delay.toMinutes() > 50);
            var asked = instance.create.next();
            assertThat(asked.attempt().number()).isEqualTo(2);
            asked.answer().complete(server("s-1"));

            assertThat(await(second)).isEqualTo(server("s-1"));
        }

        @Test
        void shouldNotStoreAResultThatPostgresCannotHold() {
            Future<Server> call = instance.create("k", "B6");
            instance.create.next().answer().complete(server("s-\0"));

            assertThatThrownBy(() -> await(call))
                    .isInstanceOf(CallException.class)
                    .hasMessageContaining("NUL");
            assertThat(database.stateOf("k")).isEqualTo("STARTED");
        }
    }

    @Nested
    class Long {
        @Test
        void shouldBeAnsweredInProgressAndBeAskedAgainAtItsHolder() {
            Future<Message<Object>> call = instance.askToCreate("k", "B6");
            var asked = instance.create.next();
            instance.alarm.ring(POLL);

            Message<Object> answer = await(call);
            assertThat(answer.body()).isNull();
            assertThat(answer.headers().get(Headers.STATE)).isEqualTo(Headers.IN_PROGRESS);
            assertThat(answer.headers().get(Headers.POLL))
                    .isEqualTo(instance.ledger.address())
                    .startsWith("iaas.v1.");

            Future<Message<Object>> again =
                    instance.ask(answer.headers().get(Headers.POLL), "create", new CreateServer("B6"), "k");
            asked.answer().complete(server("s-1"));
            assertThat(await(again).body()).isNotNull();
            assertThat(instance.create.timesAsked()).isOne();
        }
    }

    @Nested
    class Unfit {
        @Test
        void shouldBeRefusedWithoutAKey() {
            assertRefused(instance.create("", "B6"), CallFailure.KEY_MISSING);
        }

        @Test
        void shouldBeRefusedBeforeItMeetsPostgres() {
            assertRefused(instance.create("k\0", "B6"), CallFailure.INVALID_REQUEST);
            assertRefused(instance.create("k", "B\0"), CallFailure.INVALID_REQUEST);
            assertRefused(instance.create("k", "B\ud800"), CallFailure.INVALID_REQUEST);
            assertThat(database.query("SELECT key FROM operation")).isEmpty();
        }

        private void assertRefused(Future<Server> call, CallFailure expected) {
            assertThatThrownBy(() -> await(call))
                    .isInstanceOfSatisfying(
                            CallException.class,
                            refused -> assertThat(refused.failure()).isEqualTo(expected));
        }
    }
}
