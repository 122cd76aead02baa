package io.dormouse.engine.owner;

import static io.dormouse.engine.owner.OwnerUnderTest.order;
import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallException;
import io.dormouse.contracts.workflow.WorkflowException;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.owner.OwnerUnderTest.Calls;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.CancelledException;
import io.dormouse.flow.Question;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holding a workflow and letting it go on. */
final class PauseTest {
    private static final int ASLEEP = 0;
    private static final int WARM = 100;

    private static final Workflow<Object, Object> SIGNAL = (input, flow) -> await(flow.signal("go", String.class));
    private static final Workflow<Object, Object> EVENT = (input, flow) -> await(flow.event("e", String.class));
    private static final Workflow<Object, Object> SLEEP = (input, flow) -> await(flow.sleep(Duration.ofMinutes(10)));
    private static final Workflow<Object, Object> CALL =
            (input, flow) -> await(flow.service(Calls.class).make("create"));

    private static OwnerUnderTest waiting(int warmLimit, Workflow<Object, Object> code) {
        return new OwnerUnderTest(warmLimit).code("w", code).started("w", "w", Status.WAITING);
    }

    private static OwnerUnderTest paused(int warmLimit, Workflow<Object, Object> code) {
        OwnerUnderTest test = waiting(warmLimit, code);
        test.done(test.owner.pause(order("w", "boss", "wait")));
        assertThat(test.store.statusOf("w")).isEqualTo(Status.PAUSED);
        return test;
    }

    private static void resume(OwnerUnderTest test) {
        test.done(test.owner.resume(order("w", "boss", "go on")));
    }

    /** A step that takes until the test lets it end. */
    private static final class SlowStep {
        final AtomicInteger runs = new AtomicInteger();
        final CountDownLatch mayEnd = new CountDownLatch(1);

        OwnerUnderTest pausedWhileItRuns() {
            OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> await(flow.run("slow", this::run)));
            test.start("w", "w");
            test.until("it runs", () -> runs.get() == 1);
            test.done(test.owner.pause(order("w", "boss", "")));
            return test;
        }

        private String run() throws InterruptedException {
            runs.incrementAndGet();
            mayEnd.await();
            return "once";
        }
    }

    @Nested
    final class WhatHappensMeanwhile {
        @ParameterizedTest
        @ValueSource(ints = {ASLEEP, WARM})
        void shouldDeliverASignalOnlyAfterTheResume(int warmLimit) {
            OwnerUnderTest test = paused(warmLimit, SIGNAL);
            test.done(test.owner.signal("w", "go", "\"now\"", "s1", "tester"));
            test.aWhile();
            assertThat(test.store.statusOf("w")).isEqualTo(Status.PAUSED);
            assertThat(test.store.journalOf("w")).anyMatch(Entry.Signalled.class::isInstance);
            resume(test);
            test.until("w", Status.COMPLETED);
            assertThat(test.store.rowOf("w").result()).contains("\"now\"");
        }

        @ParameterizedTest
        @ValueSource(ints = {ASLEEP, WARM})
        void shouldFireATimerThatCameDueWhenItIsResumed(int warmLimit) {
            OwnerUnderTest test = paused(warmLimit, SLEEP);
            test.loop.advance(Duration.ofHours(1));
            test.sweep();
            test.aWhile();
            assertThat(test.store.statusOf("w")).isEqualTo(Status.PAUSED);
            resume(test);
            test.until("w", Status.COMPLETED);
        }

        @ParameterizedTest
        @ValueSource(ints = {ASLEEP, WARM})
        void shouldGiveTheValueOfAnEventWhenItIsResumed(int warmLimit) {
            OwnerUnderTest test = paused(warmLimit, EVENT);
            test.trigger("e", "\"x\"");
            test.sweep();
            test.aWhile();
            assertThat(test.completions("w", 0)).isZero();
            resume(test);
            test.until("w", Status.COMPLETED);
        }

        @ParameterizedTest
        @ValueSource(ints = {ASLEEP, WARM})
        void shouldThrowACancellationWhenItIsResumed(int warmLimit) {
            OwnerUnderTest test = paused(warmLimit, EVENT);
            test.done(test.owner.cancel(order("w", "boss", "enough")));
            assertThat(test.store.statusOf("w")).isEqualTo(Status.PAUSED);
            resume(test);
            test.until("w", Status.CANCELLED);
        }

        @ParameterizedTest
        @ValueSource(ints = {ASLEEP, WARM})
        void shouldEndItAtOnceWhenItIsTerminated(int warmLimit) {
            OwnerUnderTest test = paused(warmLimit, EVENT);
            test.done(test.owner.terminate(order("w", "boss", "")));
            assertThat(test.store.statusOf("w")).isEqualTo(Status.TERMINATED);
            assertThat(test.store.waitsOf("w")).isEmpty();
        }

        @Test
        void shouldKeepTheAnswerToACallForTheResume() {
            OwnerUnderTest test = new OwnerUnderTest().code("w", CALL);
            test.start("w", "w");
            OwnerUnderTest.Sent call = test.call("w/0/0");
            test.done(test.owner.pause(order("w", "boss", "")));
            call.answer().complete("\"server\"");
            test.until("its answer is durable", () -> test.completions("w", 0) == 1);
            test.aWhile();
            assertThat(test.store.statusOf("w")).isEqualTo(Status.PAUSED);
            resume(test);
            test.until("w", Status.COMPLETED);
            assertThat(test.sent).hasSize(1);
        }

        @Test
        void shouldSendNothingNew() {
            OwnerUnderTest test = new OwnerUnderTest().code("w", CALL);
            test.store.hold = true;
            test.start("w", "w");
            test.until("the start is sent", () -> !test.store.held.isEmpty());
            test.store.commit(test.store.held.remove());
            test.until("its command is sent to the store", () -> !test.store.held.isEmpty());
            Future<Void> pause = test.owner.pause(order("w", "boss", ""));
            test.loop.runAll();
            test.release();
            test.done(pause);
            test.aWhile();
            assertThat(test.store.journalOf("w")).anyMatch(Entry.Called.class::isInstance);
            assertThat(test.sent).isEmpty();
            resume(test);
            test.call("w/0/0").answer().complete("\"server\"");
            test.until("w", Status.COMPLETED);
        }

        @Test
        void shouldJoinAStepThatIsUnderWay() {
            SlowStep step = new SlowStep();
            OwnerUnderTest test = step.pausedWhileItRuns();
            resume(test);
            test.aWhile();
            step.mayEnd.countDown();
            test.until("w", Status.COMPLETED);
            assertThat(step.runs).hasValue(1);
        }

        @Test
        void shouldWriteTheResultOfAStepThatEndsMeanwhile() {
            SlowStep step = new SlowStep();
            OwnerUnderTest test = step.pausedWhileItRuns();
            step.mayEnd.countDown();
            test.until("the result is durable", () -> test.completions("w", 0) == 1);
            assertThat(test.store.statusOf("w")).isEqualTo(Status.PAUSED);
            resume(test);
            test.until("w", Status.COMPLETED);
            assertThat(step.runs).hasValue(1);
        }

        @Test
        void shouldLeaveMemoryWhenAQuestionIsAcknowledged() {
            OwnerUnderTest test =
                    new OwnerUnderTest().code("w", (input, flow) -> await(flow.ask(new Question("Deploy?"))));
            test.start("w", "w");
            OwnerUnderTest.Sent call = test.call("w/0/0");
            test.done(test.owner.pause(order("w", "boss", "")));
            call.answer().complete("{}");
            test.aWhile();
            assertThat(test.done(test.owner.awaitedEvents())).isEmpty();
            resume(test);
            test.until("asked again under the same key", () -> test.sentKeys().equals(List.of("w/0/0", "w/0/0")));
            test.sent.getLast().answer().complete("{}");
            test.until("w", Status.WAITING);
            test.trigger("approval:w.0.0", "true");
            test.until("w", Status.COMPLETED);
        }

        @Test
        void shouldStillShowWhereItWaits() {
            OwnerUnderTest test = paused(ASLEEP, EVENT);
            assertThat(test.store.rowOf("w").waitingFor()).contains("event e");
            assertThat(test.store.rowOf("w").sourceLine().orElseThrow()).contains("PauseTest.java:");
        }
    }

    @Nested
    final class ThePauseItself {
        @ParameterizedTest
        @ValueSource(ints = {ASLEEP, WARM})
        void shouldBeOneEntryHoweverOftenItIsAsked(int warmLimit) {
            OwnerUnderTest test = waiting(warmLimit, EVENT);
            test.store.hold = true;
            Future<Void> first = test.owner.pause(order("w", "boss", ""));
            Future<Void> meanwhile = test.owner.pause(order("w", "boss", ""));
            test.until("sent", () -> !test.store.held.isEmpty());
            assertThat(first.isComplete() || meanwhile.isComplete()).isFalse();
            test.release();
            test.done(first);
            test.done(meanwhile);
            test.done(test.owner.pause(order("w", "boss", "")));
            assertThat(test.store.journalOf("w"))
                    .filteredOn(Entry.Paused.class::isInstance)
                    .hasSize(1);
        }

        @Test
        void shouldBeTakenBackBeforeItIsDurable() {
            OwnerUnderTest test = waiting(WARM, SIGNAL);
            test.store.hold = true;
            Future<Void> pause = test.owner.pause(order("w", "boss", ""));
            test.until("sent", () -> !test.store.held.isEmpty());
            Future<Void> resume = test.owner.resume(order("w", "boss", ""));
            test.loop.runAll();
            test.release();
            test.done(pause);
            test.done(resume);
            test.done(test.owner.signal("w", "go", "\"x\"", "s1", "tester"));
            test.until("w", Status.COMPLETED);
        }

        @Test
        void shouldHoldOneThatIsJustBeingLoaded() {
            OwnerUnderTest test = waiting(ASLEEP, SIGNAL);
            test.aWhile();
            Future<Void> signal = test.owner.signal("w", "go", "\"x\"", "s1", "tester");
            test.owner.load(List.of("w"));
            test.done(test.owner.pause(order("w", "boss", "")));
            test.done(signal);
            test.aWhile();
            assertThat(test.store.statusOf("w")).isEqualTo(Status.PAUSED);
            resume(test);
            test.until("w", Status.COMPLETED);
        }

        @Test
        void shouldOutliveTheProcess() {
            OwnerUnderTest test = paused(WARM, SIGNAL).restart();
            test.done(test.owner.signal("w", "go", "\"x\"", "s1", "tester"));
            test.aWhile();
            assertThat(test.store.statusOf("w")).isEqualTo(Status.PAUSED);
            test.restart();
            resume(test);
            test.until("w", Status.COMPLETED);
        }

        @Test
        void shouldBeWrittenLaterWhenTheDatabaseIsAway() {
            OwnerUnderTest test = waiting(WARM, EVENT);
            test.done(test.refuseTheFlush(() -> test.owner.pause(order("w", "boss", ""))));
            assertThat(test.store.statusOf("w")).isEqualTo(Status.PAUSED);
        }

        @Test
        void shouldBeOneWhenItsAnswerIsLostAndItIsAskedAgain() {
            OwnerUnderTest test = waiting(WARM, EVENT);
            Future<Void> answer = test.loseTheAnswer(() -> test.owner.pause(order("w", "boss", "")));
            assertThat(test.refused(answer)).isInstanceOf(CallException.class);
            test.done(test.owner.pause(order("w", "boss", "")));
            assertThat(test.store.journalOf("w"))
                    .filteredOn(Entry.Paused.class::isInstance)
                    .hasSize(1);
        }

        @Test
        void shouldNotHoldOneWhoseFlushHasVanished() {
            OwnerUnderTest test = waiting(WARM, SIGNAL);
            Future<Void> answer = test.loseTheFlush(() -> test.owner.pause(order("w", "boss", "")));
            assertThat(test.refused(answer)).isInstanceOf(CallException.class);
            test.done(test.owner.signal("w", "go", "\"x\"", "s1", "tester"));
            test.until("w", Status.COMPLETED);
        }
    }

    @Nested
    final class Refusals {
        @Test
        void shouldSayThatOneHasEndedIsStuckOrNeverWas() {
            OwnerUnderTest test = new OwnerUnderTest().code("ends", (input, flow) -> "done");
            test.started("ends", "ended", Status.COMPLETED).started("nowhere", "stuck", Status.STUCK);
            for (String id : List.of("ended", "stuck", "never")) {
                assertThat(test.refused(test.owner.pause(order(id, "boss", ""))))
                        .isInstanceOf(WorkflowException.class)
                        .hasMessageContaining(id);
            }
            assertThat(test.store.statusOf("stuck")).isEqualTo(Status.STUCK);
        }

        @ParameterizedTest
        @ValueSource(ints = {ASLEEP, WARM})
        void shouldSayThatThereIsNothingToResume(int warmLimit) {
            OwnerUnderTest test = waiting(warmLimit, EVENT);
            assertThat(test.refused(test.owner.resume(order("w", "boss", "")))).hasMessageContaining("is not paused");
            test.trigger("e", "\"x\"");
            test.until("w", Status.COMPLETED);
            assertThat(test.refused(test.owner.resume(order("w", "boss", "")))).hasMessageContaining("COMPLETED");
        }
    }

    @Test
    void shouldNotDisturbCodeThatCleansUpAfterACancellation() {
        OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
            try {
                return await(flow.event("never", String.class));
            } catch (CancelledException e) {
                return await(flow.signal("clean", String.class));
            }
        });
        test.started("w", "w", Status.WAITING);
        test.done(test.owner.cancel(order("w", "boss", "")));
        test.until(
                "it cleans up",
                () -> test.store
                        .rowOf("w")
                        .waitingFor()
                        .filter(waits -> waits.contains("signal clean"))
                        .isPresent());
        test.done(test.owner.pause(order("w", "boss", "")));
        resume(test);
        test.done(test.owner.signal("w", "clean", "\"clean\"", "s1", "tester"));
        test.until("w", Status.COMPLETED);
    }
}
