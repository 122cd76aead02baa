package io.dormouse.engine.owner;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallException;
import io.dormouse.contracts.CallFailure;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.owner.OwnerUnderTest.Calls;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An order that is given again under its key is done once: the answer may be lost, the workflow asleep, the process another one. */
final class RepeatedOrderTest {
    private static final Workflow<Object, Object> CALL_THEN_SIGNAL =
            (input, flow) -> await(flow.service(Calls.class).make("a")) + await(flow.signal("go", String.class));

    private static Order order(String key) {
        return new Order("w", key, "boss", "why");
    }

    private static OwnerUnderTest waiting(int warmLimit) {
        OwnerUnderTest test = new OwnerUnderTest(warmLimit).code("w", CALL_THEN_SIGNAL);
        test.start("w", "w");
        test.call("w/0/0").answer().complete("\"A\"");
        test.until("w", Status.WAITING);
        test.aWhile();
        return test;
    }

    private static void isRefusedAsReused(OwnerUnderTest test, Future<?> answer) {
        assertThat(test.refused(answer))
                .isInstanceOfSatisfying(
                        CallException.class,
                        refusal -> assertThat(refusal.failure()).isEqualTo(CallFailure.KEY_REUSED));
    }

    @Nested
    final class ARewind {
        private Future<Copied> rewind(OwnerUnderTest test) {
            return test.owner.rewind(order("k"), 0, 99);
        }

        private void doneAndGoneOnFrom(OwnerUnderTest test) {
            assertThat(test.refused(test.loseTheAnswer(() -> rewind(test)))).isInstanceOf(CallException.class);
            test.call("w/1/0").answer().complete("\"A2\"");
            test.until("w", Status.WAITING);
            test.aWhile();
        }

        private void hasKeptWhatCameAfter(OwnerUnderTest test) {
            Copied answer = test.done(rewind(test));
            assertThat(answer.created()).isFalse();
            assertThat(answer.workflow().run()).isOne();
            test.done(test.owner.signal("w", "go", "\"!\"", "s1", "tester"));
            test.until("w", Status.COMPLETED);
            assertThat(test.store.rowOf("w").run()).isOne();
            assertThat(test.store.rowOf("w").result()).contains("\"A2!\"");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 100})
        void shouldKeepWhatCameAfterTheFirst(int warmLimit) {
            OwnerUnderTest test = waiting(warmLimit);
            doneAndGoneOnFrom(test);
            hasKeptWhatCameAfter(test);
        }

        @Test
        void shouldKeepWhatCameAfterTheFirstInAnotherProcess() {
            OwnerUnderTest test = waiting(100);
            doneAndGoneOnFrom(test);
            hasKeptWhatCameAfter(test.restart());
        }

        @Test
        void shouldBeOneWhenItIsGivenTwiceAtOnce() {
            OwnerUnderTest test = waiting(100);
            Future<Copied> first = rewind(test);
            Future<Copied> meanwhile = rewind(test);
            assertThat(test.done(first).created()).isTrue();
            assertThat(test.done(meanwhile).created()).isFalse();
            assertThat(test.store.rowOf("w").run()).isOne();
        }

        @Test
        void shouldBeDoneTwiceUnderTwoKeys() {
            OwnerUnderTest test = waiting(100);
            test.done(rewind(test));
            test.done(test.owner.rewind(order("k2"), 0, 99));
            assertThat(test.store.rowOf("w").run()).isEqualTo(2);
        }

        @Test
        void shouldBeRefusedToAnotherPositionUnderTheSameKey() {
            OwnerUnderTest test = waiting(100);
            test.done(rewind(test));
            isRefusedAsReused(test, test.owner.rewind(order("k"), 1, 99));
            assertThat(test.store.rowOf("w").run()).isOne();
        }

        @Test
        void shouldLeaveItsKeyFreeWhenItWasRefused() {
            OwnerUnderTest test = waiting(100);
            test.refused(test.owner.rewind(order("k"), 77, 99));
            assertThat(test.done(rewind(test)).created()).isTrue();
        }
    }

    @Nested
    final class APause {
        @ParameterizedTest
        @ValueSource(ints = {0, 100})
        void shouldNotHoldAgainWhatWasResumedSince(int warmLimit) {
            OwnerUnderTest test = waiting(warmLimit);
            test.refused(test.loseTheAnswer(() -> test.owner.pause(order("k"))));
            test.done(test.owner.resume(order("k2")));
            test.done(test.owner.pause(order("k")));
            test.until("w", Status.WAITING);
            assertThat(test.store.journalOf("w"))
                    .filteredOn(Entry.Paused.class::isInstance)
                    .hasSize(1);
        }

        @Test
        void shouldCountAsDoneIfItWasPausedBefore() {
            OwnerUnderTest test = waiting(100);
            test.done(test.owner.pause(order("k")));
            test.done(test.owner.pause(order("k2")));
            test.done(test.owner.resume(order("k3")));
            test.done(test.owner.pause(order("k2")));
            test.until("w", Status.WAITING);
        }
    }

    @Test
    void shouldBeAnsweredWhenTheWorkflowHasEndedSince() {
        OwnerUnderTest test = waiting(100);
        test.done(test.owner.pause(order("pause")));
        test.done(test.owner.resume(order("resume")));
        test.done(test.owner.cancel(order("cancel")));
        test.until("w", Status.CANCELLED);
        test.done(test.owner.pause(order("pause")));
        test.done(test.owner.resume(order("resume")));
        test.done(test.owner.cancel(order("cancel")));
    }

    @Test
    void shouldAnswerATerminationWithTheEnd() {
        OwnerUnderTest test = waiting(100);
        test.refused(test.loseTheAnswer(() -> test.owner.terminate(order("k"))));
        assertThat(test.done(test.owner.terminate(order("k"))).status()).isEqualTo(Status.TERMINATED);
    }

    @Test
    void shouldCompleteACommandOnceAndRefuseAnotherResult() {
        OwnerUnderTest test = new OwnerUnderTest().code("w", CALL_THEN_SIGNAL);
        test.start("w", "w");
        test.call("w/0/0");
        Outcome byHand = new Outcome.Success("\"H\"", null);
        test.refused(test.loseTheAnswer(() -> test.owner.complete(order("k"), 0, 0, byHand)));
        test.done(test.owner.complete(order("k"), 0, 0, byHand));
        assertThat(test.completions("w", 0)).isOne();
        isRefusedAsReused(test, test.owner.complete(order("k"), 0, 0, Outcome.NOTHING));
    }

    @Test
    void shouldBeRefusedUnderAKeyThatStandsForSomethingElse() {
        OwnerUnderTest test = waiting(0);
        test.done(test.owner.pause(order("k")));
        isRefusedAsReused(test, test.owner.resume(order("k")));
        isRefusedAsReused(test, test.owner.cancel(order("k")));
        isRefusedAsReused(test, test.owner.retry(order("k"), Optional.empty()));
        isRefusedAsReused(test, test.owner.pause(new Order("w", "k", "somebody else", "")));
        isRefusedAsReused(test, test.owner.signal("w", "go", "1", "k", "tester"));
        test.done(test.owner.signal("w", "go", "\"!\"", "s1", "tester"));
        isRefusedAsReused(test, test.owner.resume(order("s1")));
        assertThat(test.store.statusOf("w")).isEqualTo(Status.PAUSED);
    }

    @Test
    void shouldBeRefusedWhileSomethingElseWithItsKeyIsUnderWay() {
        OwnerUnderTest test = waiting(100);
        Future<Void> signal = test.owner.signal("w", "go", "\"!\"", "k", "tester");
        isRefusedAsReused(test, test.owner.cancel(order("k")));
        test.done(signal);
    }
}
