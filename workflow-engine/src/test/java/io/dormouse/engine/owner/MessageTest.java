package io.dormouse.engine.owner;

import static io.dormouse.engine.owner.OwnerUnderTest.order;
import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallException;
import io.dormouse.contracts.workflow.WorkflowException;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.owner.OwnerUnderTest.Calls;
import io.dormouse.engine.store.FlushFailedException.Why;
import io.dormouse.engine.store.Part.KeyRow;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.WorkflowHead;
import io.dormouse.flow.CancelledException;
import io.dormouse.flow.Retry;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What people and other services may do to a workflow. */
final class MessageTest {
    private static final Workflow<Object, Object> TAKES_A_SIGNAL =
            (input, flow) -> await(flow.signal("go", String.class));

    private static void settled(OwnerUnderTest test, Future<?> answer) {
        test.loop.runUntil("answered", () -> {
            if (!answer.isComplete()) test.loop.advance(Duration.ofMillis(10));
            return answer.isComplete();
        });
    }

    @Nested
    final class ASignal {
        @Test
        void shouldWakeASleeperInTheTransactionOfItsEntry() {
            OwnerUnderTest test =
                    new OwnerUnderTest(0).code("signal", TAKES_A_SIGNAL).started("signal", "w", Status.WAITING);
            Future<Void> answer = test.owner.signal("w", "go", "\"yes\"", "s1", "tester");
            settled(test, answer);
            assertThat(answer.succeeded()).isTrue();
            test.until("w", Status.COMPLETED);
            assertThat(test.store.rowOf("w").result()).contains("\"yes\"");
            assertThat(test.store.committed)
                    .anyMatch(part -> part.keys().contains(KeyRow.ofSignal("s1"))
                            && part.change()
                                    .map(change -> change.status())
                                    .filter(Status.RUNNING::equals)
                                    .isPresent());
        }

        /** What has that key may never be written: nothing can be said of it before it is. */
        @Test
        void shouldKeepItsKeyFromOthersOnlyOnceItIsDurable() {
            OwnerUnderTest test = new OwnerUnderTest().code("signal", TAKES_A_SIGNAL);
            test.started("signal", "w", Status.WAITING);
            Future<Void> signal = test.loseTheFlush(() -> test.owner.signal("w", "go", "\"yes\"", "one-key", "tester"));
            Future<Void> cancel = test.owner.cancel(new Order("w", "one-key", "boss", ""));

            assertThat(test.refused(signal)).hasMessageContaining("it is not known");
            test.done(cancel);
            test.until("w", Status.CANCELLED);
            assertThat(test.refused(test.owner.signal("w", "go", "\"yes\"", "one-key", "tester")))
                    .hasMessageContaining("belongs to something else");
        }

        @Test
        void shouldBeOneHoweverOftenItIsSent() {
            OwnerUnderTest test = new OwnerUnderTest()
                    .code(
                            "signal",
                            (input, flow) ->
                                    await(flow.signal("a", String.class)) + await(flow.signal("b", String.class)));
            test.started("signal", "w", Status.WAITING);
            Future<Void> first = test.owner.signal("w", "a", "\"1\"", "s1", "tester");
            Future<Void> meanwhile = test.owner.signal("w", "a", "\"1\"", "s1", "tester");
            settled(test, first);
            settled(test, meanwhile);
            settled(test, test.owner.signal("w", "a", "\"1\"", "s1", "tester"));
            assertThat(test.store.journalOf("w"))
                    .filteredOn(Entry.Signalled.class::isInstance)
                    .hasSize(1);
        }

        @Test
        void shouldNotBeAcknowledgedBeforeItIsCommitted() {
            OwnerUnderTest test =
                    new OwnerUnderTest().code("signal", TAKES_A_SIGNAL).started("signal", "w", Status.WAITING);
            test.store.hold = true;
            Future<Void> answer = test.owner.signal("w", "go", "\"1\"", "s1", "tester");
            test.loop.runUntil("sent", () -> !test.store.held.isEmpty());
            Future<Void> repeat = test.owner.signal("w", "go", "\"1\"", "s1", "tester");
            test.loop.runAll();
            assertThat(answer.isComplete() || repeat.isComplete()).isFalse();
            test.store.hold = false;
            test.store.commit(test.store.held.remove());
            settled(test, answer);
            settled(test, repeat);
        }

        @Test
        void shouldTellThatNobodyKnowsWhenTheAnswerToItsCommitIsLost() {
            OwnerUnderTest test =
                    new OwnerUnderTest().code("signal", TAKES_A_SIGNAL).started("signal", "w", Status.WAITING);
            test.store.hold = true;
            Future<Void> answer = test.owner.signal("w", "go", "\"1\"", "s1", "tester");
            test.loop.runUntil("sent", () -> !test.store.held.isEmpty());
            MemoryStore.Flush lost = test.store.held.remove();
            test.store.hold = false;
            test.store.apply(lost);
            test.store.fail(lost, Why.ANSWER_LOST, "connection reset");
            settled(test, answer);
            assertThat(answer.cause()).isInstanceOf(CallException.class);
            settled(test, test.owner.signal("w", "go", "\"1\"", "s1", "tester"));
            test.until("w", Status.COMPLETED);
            assertThat(test.store.journalOf("w"))
                    .filteredOn(Entry.Signalled.class::isInstance)
                    .hasSize(1);
        }

        @Test
        void shouldBeRefusedByOneThatHasEndedOrNeverWas() {
            OwnerUnderTest test =
                    new OwnerUnderTest().code("step", (input, flow) -> "done").started("step", "w", Status.COMPLETED);
            for (String id : Set.of("w", "never")) {
                Future<Void> answer = test.owner.signal(id, "go", "1", "s1", "tester");
                settled(test, answer);
                assertThat(answer.cause()).isInstanceOf(WorkflowException.class);
            }
        }
    }

    @Nested
    final class ACancellation {
        @Test
        void shouldEndAWorkflowThatSleeps() {
            OwnerUnderTest test =
                    new OwnerUnderTest(0).code("waits", (input, flow) -> await(flow.event("never", String.class)));
            test.started("waits", "w", Status.WAITING);
            settled(test, test.owner.cancel(order("w", "boss", "enough")));
            test.until("w", Status.CANCELLED);
            assertThat(test.store.waitsOf("w")).isEmpty();
        }

        @Test
        void shouldLetTheCodeCleanUp() {
            OwnerUnderTest test = new OwnerUnderTest().code("cleans", (input, flow) -> {
                try {
                    return await(flow.event("never", String.class));
                } catch (CancelledException e) {
                    return await(flow.run("clean", () -> "clean"));
                }
            });
            test.started("cleans", "w", Status.WAITING);
            settled(test, test.owner.cancel(order("w", "boss", "")));
            test.until("w", Status.COMPLETED);
        }
    }

    @Nested
    final class ATermination {
        @Test
        void shouldEndOneThatCannotBeLoadedAndWithdrawItsCalls() {
            OwnerUnderTest test = new OwnerUnderTest()
                    .code(
                            "call",
                            (input, flow) -> await(flow.service(Calls.class).make("create")));
            test.start("call", "w");
            test.loop.runUntil("sent", () -> test.sent.size() == 1);
            test.code.clear();
            test.lose(Set.of(1));
            test.loop.runAll();
            test.owner.take(Set.of(1));
            Future<WorkflowHead> answer = test.owner.terminate(order("w", "boss", "poisoned"));
            settled(test, answer);
            assertThat(answer.result().status()).isEqualTo(Status.TERMINATED);
            assertThat(test.store.statusOf("w")).isEqualTo(Status.TERMINATED);
            assertThat(test.store.loads).isEmpty();
            assertThat(test.cancelled).containsOnly("w/0/0");
        }

        @Test
        void shouldTakeNothingMoreFromCodeThatStillRuns() {
            OwnerUnderTest test =
                    new OwnerUnderTest().code("waits", (input, flow) -> await(flow.event("e", String.class)));
            test.started("waits", "w", Status.WAITING);
            settled(test, test.owner.terminate(order("w", "boss", "")));
            test.store.events.put("e", "\"late\"");
            test.owner.ring("e", List.of("w"));
            test.loop.advance(Duration.ofSeconds(1));
            assertThat(test.store.journalOf("w").getLast()).isInstanceOf(Entry.Finished.class);
            assertThat(test.completions("w", 0)).isZero();
        }
    }

    @Nested
    final class Losers {
        @Test
        void shouldLeaveNoRowAndWithdrawTheirCalls() {
            OwnerUnderTest test = new OwnerUnderTest().code("race", (input, flow) -> {
                String winner = await(flow.<String>any(List.of(
                        () -> flow.service(Calls.class).make("create"),
                        () -> flow.event("e", String.class),
                        () -> flow.<String>event("f", String.class))));
                await(flow.sleep(Duration.ofDays(1)));
                return winner;
            });
            test.start("race", "w");
            test.loop.runUntil("sent", () -> test.sent.size() == 1);
            test.loop.advance(Duration.ofSeconds(1));
            test.store.events.put("e", "\"event\"");
            test.owner.ring("e", List.of("w"));
            test.until("w", Status.WAITING);
            assertThat(test.store.waitsOf("w")).containsOnlyKeys(3);
            assertThat(test.cancelled).contains("w/0/0");
        }
    }

    @Nested
    final class TryingAStepAgain {
        @Test
        void shouldDoSoAsOftenAsTheRuleSays() {
            AtomicInteger attempts = new AtomicInteger();
            OwnerUnderTest test = new OwnerUnderTest()
                    .code(
                            "flaky",
                            (input, flow) -> await(flow.with(Retry.exponential(Duration.ofSeconds(1))
                                            .attempts(3))
                                    .run("flaky", () -> {
                                        if (attempts.incrementAndGet() < 3) throw new IllegalStateException("not yet");
                                        return "at last";
                                    })));
            test.started("flaky", "w", Status.COMPLETED);
            assertThat(attempts).hasValue(3);
        }

        @Test
        void shouldNotDoSoAfterAFailureThatIsFinal() {
            AtomicInteger attempts = new AtomicInteger();
            OwnerUnderTest test = new OwnerUnderTest()
                    .code(
                            "broken",
                            (input, flow) -> await(flow.with(Retry.exponential(Duration.ofSeconds(1))
                                            .except(IllegalStateException.class))
                                    .run("broken", () -> {
                                        attempts.incrementAndGet();
                                        throw new IllegalStateException("never");
                                    })));
            test.started("broken", "w", Status.FAILED);
            assertThat(attempts).hasValue(1);
        }

        @Test
        void shouldComputeOnAPlatformThread() {
            OwnerUnderTest test = new OwnerUnderTest()
                    .code(
                            "computes",
                            (input, flow) -> await(flow.compute(
                                    "sum", () -> Thread.currentThread().isVirtual())));
            test.started("computes", "w", Status.COMPLETED);
            assertThat(test.store.rowOf("w").result()).contains("false");
        }
    }
}
