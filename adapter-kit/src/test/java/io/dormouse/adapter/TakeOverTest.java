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
import io.dormouse.contracts.iaas.Server;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What one instance does about a call that another one holds, or held. */
class TakeOverTest {
    private static final Predicate<Duration> UNTIL_QUIET = delay -> delay.toMinutes() > 50;

    private final LedgerDatabase database = new LedgerDatabase();
    private final List<TestInstance> alive = new ArrayList<>();

    private TestInstance start() {
        TestInstance instance = new TestInstance(database.database());
        alive.add(instance);
        return instance;
    }

    private void die(TestInstance instance) {
        alive.remove(instance);
        instance.die();
        until("the lock of the dead is free", () -> database.locks() == alive.size());
    }

    @AfterEach
    void close() {
        alive.forEach(TestInstance::close);
        database.close();
    }

    @Nested
    class OfALivingHolder {
        @Test
        void shouldWaitOnTheRowAndAnswerWhatTheHolderWrote() {
            TestInstance holder = start();
            TestInstance other = start();
            Future<Server> first = holder.create("k", "B6");
            var asked = holder.create.next();

            Future<Server> second = other.create("k", "B6");
            other.alarm.ring(REREAD);
            until("it found nothing new", () -> other.alarm.has(REREAD::equals));
            asked.answer().complete(server("s-1"));
            await(first);
            other.alarm.ring(REREAD);

            assertThat(await(second)).isEqualTo(server("s-1"));
            assertThat(other.create.timesAsked()).isZero();
        }

        @Test
        void shouldAnswerInProgressWithTheHoldersAddress() {
            TestInstance holder = start();
            TestInstance other = start();
            holder.create("k", "B6");
            holder.create.next();

            Future<Message<Object>> call = other.askToCreate("k", "B6");
            until("the row was read", () -> other.alarm.has(REREAD::equals));
            other.alarm.ring(POLL);

            assertThat(await(call).headers().get(Headers.POLL)).isEqualTo(holder.ledger.address());
        }
    }

    @Nested
    class OfADeadHolder {
        @Test
        void shouldGoOnWithoutACallerWhenTheOldRequestsMustHaveLanded() {
            TestInstance dead = start();
            dead.create("k", "B6");
            await(dead.create.next().attempt().expect(new JsonObject().put("seen", 1)));
            die(dead);

            TestInstance taker = start();
            until("the row is taken", () -> database.attemptOf("k") == 2);
            assertThat(taker.create.timesAsked()).isZero();
            taker.alarm.ring(UNTIL_QUIET);

            var asked = taker.create.next();
            assertThat(asked.attempt().number()).isEqualTo(2);
            assertThat(asked.attempt().actor()).isEqualTo("ada");
            assertThat(asked.attempt().expected()).contains(new JsonObject().put("seen", 1));
            asked.answer().complete(server("s-1"));
            until("it is done", () -> database.stateOf("k").equals("DONE"));
        }

        @Test
        void shouldNotWaitForRequestsThatLandedLongAgo() {
            TestInstance dead = start();
            dead.create("k", "B6");
            dead.create.next();
            die(dead);
            database.age("2 hours");

            TestInstance taker = start();
            assertThat(taker.alarm.ring(delay -> delay.isZero())).isZero();

            assertThat(taker.create.next().attempt().number()).isEqualTo(2);
        }

        @Test
        void shouldNotWaitAgainForATakerThatDiedBeforeItActed() {
            TestInstance first = start();
            first.create("k", "B6");
            first.create.next();
            die(first);
            TestInstance second = start();
            until("the row is taken", () -> second.alarm.has(UNTIL_QUIET));
            die(second);
            database.query("UPDATE operation SET quiet_at = quiet_at - interval '1 hour'");

            TestInstance third = start();
            third.alarm.ring(delay -> delay.isZero());

            assertThat(third.create.next().attempt().number()).isEqualTo(3);
        }

        @Test
        void shouldTakeOverWhenACallerAsks() {
            TestInstance dead = start();
            TestInstance taker = start();
            dead.create("k", "B6");
            dead.create.next();
            die(dead);

            Future<Server> call = taker.create("k", "B6");
            taker.alarm.ring(UNTIL_QUIET);
            taker.create.next().answer().complete(server("s-1"));

            assertThat(await(call)).isEqualTo(server("s-1"));
            assertThat(database.attemptOf("k")).isEqualTo(2);
        }

        @Test
        void shouldBeTakenOverByOneOfManyOnly() {
            TestInstance dead = start();
            TestInstance left = start();
            TestInstance right = start();
            dead.create("k", "B6");
            dead.create.next();
            die(dead);

            left.create("k", "B6");
            right.create("k", "B6");

            until(
                    "one took it, the other watches",
                    () -> (left.alarm.has(UNTIL_QUIET) && right.alarm.has(REREAD::equals))
                            || (right.alarm.has(UNTIL_QUIET) && left.alarm.has(REREAD::equals)));
            assertThat(database.attemptOf("k")).isEqualTo(2);
        }
    }

    @Nested
    class OfAFrozenHolder {
        @Test
        void shouldEndItsBackendAndGiveBothCallersOneServer() {
            TestInstance frozen = start();
            TestInstance other = start();
            Future<Server> first = frozen.create("k", "B6");
            var late = frozen.create.next();

            // Frozen: its heart does not beat any more and it makes no new connection (its alarm does not ring), but
            // its lock lives on.
            other.beat();
            assertThat(database.locks()).as("not stale yet").isEqualTo(2);
            database.age("6 seconds");
            other.beat();
            until("its backend is ended", () -> database.locks() == 1);

            Future<Server> second = other.create("k", "B6");
            other.alarm.ring(UNTIL_QUIET);
            var asked = other.create.next();
            assertThat(asked.attempt().number()).isEqualTo(2);

            late.answer().complete(server("s-late"));
            until("the late outcome is dropped", () -> frozen.alarm.has(REREAD::equals));
            asked.answer().complete(server("s-1"));
            assertThat(await(second)).isEqualTo(server("s-1"));
            frozen.alarm.ring(REREAD);
            assertThat(await(first)).isEqualTo(server("s-1"));
            assertThat(frozen.create.nextSettled())
                    .isEqualTo(new FakeProvider.Settled<>("k", Optional.of(server("s-1"))));
        }
    }

    @Nested
    class OfAHolderThatGoesOnAfterwards {
        @Test
        void shouldNotAskWithWhatItKnewBeforeItFroze() {
            database.query("""
                CREATE FUNCTION taken_over() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN NEW.attempt := 2; NEW.holder := 99; RETURN NEW; END $$\
                """);
            database.query(
                    "CREATE TRIGGER meanwhile BEFORE INSERT ON operation FOR EACH ROW EXECUTE FUNCTION taken_over()");
            SqlConnection blocker = await(database.pool().getConnection());
            await(blocker.query("BEGIN; LOCK TABLE operation IN SHARE MODE").execute());
            TestInstance frozen = start();
            frozen.create("k", "B6");
            until(
                    "its row waits",
                    () -> !database.query("SELECT FROM pg_locks WHERE NOT granted")
                            .isEmpty());
            frozen.frozenFor.set(TimeUnit.SECONDS.toNanos(4));
            await(blocker.query("COMMIT").execute().eventually(blocker::close));

            frozen.alarm.ring(UNTIL_QUIET);

            assertThat(frozen.create.next().attempt().number()).isEqualTo(3);
            assertThat(frozen.create.timesAsked()).isOne();
        }

        @Test
        void shouldHaveOthersLookForWhatItSentWhenItGotNoAnswer() {
            TestInstance frozen = start();
            TestInstance other = start();
            frozen.create("k", "B6");
            var late = frozen.create.next();
            database.age("6 seconds");
            other.beatUntilItTakes(UNTIL_QUIET);
            other.alarm.ring(UNTIL_QUIET);
            other.create.next().answer().complete(server("s-1"));
            until("it is done", () -> database.stateOf("k").equals("DONE"));
            database.query("UPDATE operation SET settle_until = NULL");

            late.answer().fail(new IllegalStateException("no answer"));
            until("there is something to settle", () -> database.operation("k").getValue("settle_until") != null);
            other.beat();

            assertThat(other.create.nextSettled())
                    .isEqualTo(new FakeProvider.Settled<>("k", Optional.of(server("s-1"))));
        }
    }

    @Nested
    class OfAnInstanceWhoseLockBroke {
        @Test
        void shouldMoveWhatIsInFlightToItsNewNumberAndFinishIt() {
            TestInstance instance = start();
            Future<Server> call = instance.create("k", "B6");
            var asked = instance.create.next();
            int before = database.operation("k").getInteger("holder");

            breakLockOf(instance);
            instance.alarm.ring(TestInstance.SOON);
            until("the row has the new number", () -> database.operation("k").getInteger("holder") > before);
            asked.answer().complete(server("s-1"));

            assertThat(await(call)).isEqualTo(server("s-1"));
            assertThat(database.attemptOf("k")).isOne();
        }

        @Test
        void shouldAskNobodyUntilItHasANewNumber() {
            TestInstance instance = start();
            breakLockOf(instance);
            until("it knows", () -> instance.alarm.has(TestInstance.SOON::equals));

            Future<Server> call = instance.create("k", "B6");
            assertThat(database.query("SELECT FROM operation")).isEmpty();
            assertThat(instance.create.timesAsked()).isZero();

            instance.alarm.ring(TestInstance.SOON);
            instance.create.next().answer().complete(server("s-1"));
            assertThat(await(call)).isEqualTo(server("s-1"));
            assertThat(database.operation("k").getInteger("holder")).isEqualTo(2);
        }

        @Test
        void shouldTellCallersToAskAgainWhenItGetsNoNumber() {
            TestInstance instance = start();
            database.query("ALTER TABLE instance ADD CONSTRAINT closed CHECK (number < 2)");
            breakLockOf(instance);
            until("it knows", () -> instance.alarm.has(TestInstance.SOON::equals));
            Future<Server> call = instance.create("k", "B6");

            instance.alarm.ring(TestInstance.SOON);

            assertThatThrownBy(() -> await(call))
                    .isInstanceOfSatisfying(
                            CallException.class, e -> assertThat(e.failure()).isEqualTo(CallFailure.UNAVAILABLE));
            database.query("ALTER TABLE instance DROP CONSTRAINT closed");
            instance.alarm.ring(TestInstance.RETRY);
            Future<Server> again = instance.create("k", "B6");
            instance.create.next().answer().complete(server("s-1"));
            assertThat(await(again)).isEqualTo(server("s-1"));
        }

        @Test
        void shouldNotKeepWhatAnotherTookBetween() {
            TestInstance instance = start();
            TestInstance taker = start();
            Future<Server> call = instance.create("k", "B6");
            var late = instance.create.next();
            breakLockOf(instance);
            until("it knows", () -> instance.alarm.has(TestInstance.SOON::equals));
            taker.beat();
            taker.alarm.ring(UNTIL_QUIET);
            var asked = taker.create.next();
            instance.alarm.ring(TestInstance.SOON);

            late.answer().complete(server("s-late"));
            assertThatThrownBy(() -> await(late.attempt().expect(new JsonObject())))
                    .hasMessageContaining("superseded");
            asked.answer().complete(server("s-1"));
            until("it is done", () -> database.stateOf("k").equals("DONE"));
            until("the row was read again", () -> {
                instance.alarm.ringIfSet(REREAD::equals);
                return call.isComplete();
            });

            assertThat(await(call)).isEqualTo(server("s-1"));
        }

        private void breakLockOf(TestInstance instance) {
            database.query(
                    "SELECT pg_terminate_backend(backend_pid) FROM instance WHERE name = $1",
                    instance.ledger.address().substring("iaas.v1.".length()));
        }
    }
}
