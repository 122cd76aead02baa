package io.dormouse.engine.owner;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallException;
import io.dormouse.contracts.workflow.WorkflowException;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.owner.OwnerUnderTest.Calls;
import io.dormouse.engine.store.FlushFailedException.Why;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.Question;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class OwnerTest {
    private static final Workflow<Object, Object> WAITS = (input, flow) -> await(flow.event("e", String.class));
    private static final Workflow<Object, Object> STEP = (input, flow) -> await(flow.run("s", () -> "done"));
    private static final Workflow<Object, Object> CALL = (input, flow) -> await(flow.service(Calls.class).make("create"));

    private static Optional<Status> statusIn(Part part) {
        return part.change().map(Part.RowChange::status);
    }

    @Nested
    final class Starting {
        @Test
        void shouldAnswerWhenTheStartIsDurableAndNotBefore() {
            OwnerUnderTest test = new OwnerUnderTest().code("step", STEP);
            test.store.hold = true;
            Future<StartResult> answer = test.start("step", "w");
            test.loop.runUntil("the flush is sent", () -> !test.store.held.isEmpty());
            assertThat(answer.isComplete()).isFalse();
            test.store.commit(test.store.held.remove());
            test.loop.runUntil("answered", answer::succeeded);
            assertThat(answer.result().created()).isTrue();
        }

        @Test
        void shouldGiveTheSameWorkflowToASecondStartWithTheSameInput() {
            OwnerUnderTest test = new OwnerUnderTest().code("step", STEP);
            Future<StartResult> first = test.start("step", "w");
            Future<StartResult> meanwhile = test.start("step", "w");
            test.until("w", Status.COMPLETED);
            Future<StartResult> later = test.start("step", "w");
            test.loop.runUntil("answered", later::succeeded);
            assertThat(List.of(first.result().created(), meanwhile.result().created(), later.result().created())).containsExactly(true, false, false);
            assertThat(test.store.journalOf("w")).filteredOn(Entry.Started.class::isInstance).hasSize(1);
        }

        @Test
        void shouldRefuseTheIdForAnotherInput() {
            OwnerUnderTest test = new OwnerUnderTest().code("step", STEP).started("step", "w", Status.COMPLETED);
            Future<StartResult> other = test.owner.start(new NewWorkflow("w", 1, "step", 1, true, "{\"other\":1}", "tester", 7));
            test.loop.runUntil("answered", other::isComplete);
            assertThat(other.cause()).isInstanceOf(WorkflowException.class);
        }

        @Test
        void shouldNotTakeAStartForAPartitionOfAnotherNode() {
            OwnerUnderTest test = new OwnerUnderTest().code("step", STEP);
            Future<StartResult> answer = test.owner.start(new NewWorkflow("w", 11, "step", 1, true, "null", "tester", 7));
            test.loop.runUntil("answered", answer::isComplete);
            assertThat(answer.cause()).isInstanceOf(CallException.class).hasMessageContaining("another node");
        }
    }

    @Nested
    final class FallingAsleep {
        @Test
        void shouldWriteTheRowsFirstAndTheStatusInALaterFlush() {
            OwnerUnderTest test = new OwnerUnderTest().code("waits", WAITS).started("waits", "w", Status.WAITING);
            List<Part> parts = test.store.committed;
            int rows = indexOf(parts, part -> !part.waiters().isEmpty());
            int asleep = indexOf(parts, part -> statusIn(part).filter(Status.WAITING::equals).isPresent());
            assertThat(rows).isLessThan(asleep);
            assertThat(statusIn(parts.get(rows))).isEmpty();
        }

        @Test
        void shouldFindAnEventThatCameWhileItsRowsWereWritten() {
            OwnerUnderTest test = new OwnerUnderTest().code("waits", WAITS);
            test.start("waits", "w");
            test.loop.runUntil("running", () -> test.store.rows.containsKey("w"));
            test.store.hold = true;
            test.loop.runUntil("the rows are on their way", () -> {
                test.loop.advance(Duration.ofMillis(10));
                return !test.store.held.isEmpty();
            });
            // The trigger commits and sees no waiter row; its doorbell rings for nobody.
            test.store.events.put("e", "\"slipped through\"");
            test.store.hold = false;
            test.store.commit(test.store.held.remove());
            test.until("w", Status.COMPLETED);
            assertThat(test.store.committed).noneMatch(part -> statusIn(part).filter(Status.WAITING::equals).isPresent());
        }

        @Test
        void shouldNotSleepWhenSomethingHappensBeforeTheFlushIsCut() {
            OwnerUnderTest test = new OwnerUnderTest().code("waits", WAITS).code("step", STEP);
            test.start("waits", "w");
            test.loop.runUntil("running", () -> test.store.rows.containsKey("w"));
            test.store.hold = true;
            test.loop.runUntil("the rows are on their way", () -> {
                test.loop.advance(Duration.ofMillis(10));
                return !test.store.held.isEmpty();
            });
            test.start("step", "neighbour");
            test.loop.runAll();
            test.store.commit(test.store.held.remove());
            // Now the neighbour's flush is under way while the workflow asks to sleep and its event arrives.
            test.loop.runUntil("neighbour under way", () -> !test.store.held.isEmpty());
            test.loop.runAll();
            test.store.events.put("e", "\"now\"");
            test.owner.ring("e", List.of("w"));
            test.loop.runAll();
            test.store.hold = false;
            test.store.commit(test.store.held.remove());
            test.until("w", Status.COMPLETED);
            assertThat(test.store.committed).noneMatch(part -> statusIn(part).filter(Status.WAITING::equals).isPresent());
        }

        @Test
        void shouldSleepOnAQuestionOnlyWhenItIsAcknowledged() {
            OwnerUnderTest test = new OwnerUnderTest().code("asks", (input, flow) -> await(flow.ask(Question.of("go?"), "boss")).approved());
            test.start("asks", "w");
            test.loop.runUntil("asked", () -> !test.sent.isEmpty());
            test.loop.advance(Duration.ofSeconds(5));
            assertThat(test.store.statusOf("w")).isEqualTo(Status.RUNNING);
            test.sent.getFirst().answer().complete("{}");
            test.until("w", Status.WAITING);
            test.store.events.put("approval:w.0.0", "true");
            test.owner.ring("approval:w.0.0", List.of("w"));
            test.until("w", Status.COMPLETED);
        }

        private static int indexOf(List<Part> parts, Predicate<Part> wanted) {
            for (int i = 0; i < parts.size(); i++) {
                if (wanted.test(parts.get(i))) return i;
            }
            throw new AssertionError("no such part in " + parts);
        }
    }

    @Nested
    final class Waking {
        @Test
        void shouldBecomeRunningInTheTransactionOfTheEntryThatWakesIt() {
            OwnerUnderTest test = new OwnerUnderTest().code("waits", WAITS).started("waits", "w", Status.WAITING);
            test.store.events.put("e", "\"x\"");
            test.owner.ring("e", List.of("w"));
            test.until("w", Status.COMPLETED);
            Part wakes = test.store.committed.stream()
                    .filter(part -> part.entries().stream().anyMatch(recorded -> recorded.entry() instanceof Entry.Completed))
                    .findFirst()
                    .orElseThrow();
            assertThat(statusIn(wakes)).contains(Status.RUNNING);
            assertThat(wakes.settled()).containsExactly(0);
            assertThat(test.store.waits.get("w")).isEmpty();
        }

        @Test
        void shouldWakeOneThatHasLeftMemory() {
            OwnerUnderTest test = new OwnerUnderTest(0).code("waits", WAITS).started("waits", "w", Status.WAITING);
            test.loop.runAll();
            test.store.events.put("e", "\"x\"");
            test.owner.ring("e", List.of("w"));
            test.until("w", Status.COMPLETED);
            assertThat(test.store.loads).containsExactly("w");
        }

        @Test
        void shouldTakeADoorbellASweepAndATimerForOne() {
            OwnerUnderTest test = new OwnerUnderTest().code("sleeps", (input, flow) -> {
                await(flow.sleep(Duration.ofMinutes(1)));
                return await(flow.event("e", String.class));
            });
            test.started("sleeps", "w", Status.WAITING);
            test.owner.timersAreNear(List.of(new Owner.NearTimer("w", 0, 0, test.loop.now().plusSeconds(59)), new Owner.NearTimer("w", 0, 0, test.loop.now().plusSeconds(60))));
            test.loop.advance(Duration.ofMinutes(2));
            test.until("w", Status.WAITING);
            test.store.events.put("e", "\"x\"");
            test.owner.ring("e", List.of("w"));
            test.owner.ring("e", List.of("w"));
            test.owner.ring("e", List.of());
            test.until("w", Status.COMPLETED);
            assertThat(test.completions("w", 0)).isOne();
            assertThat(test.completions("w", 1)).isOne();
        }

        @Test
        void shouldDropACompletionOfAnotherRun() {
            OwnerUnderTest test = new OwnerUnderTest().code("sleeps", (input, flow) -> await(flow.sleep(Duration.ofHours(1))));
            test.started("sleeps", "w", Status.WAITING);
            test.owner.timersAreNear(List.of(new Owner.NearTimer("w", 5, 0, test.loop.now())));
            test.loop.advance(Duration.ofSeconds(1));
            assertThat(test.completions("w", 0)).isZero();
        }

        @Test
        void shouldWakeALongSleeperAtItsTime() {
            OwnerUnderTest test = new OwnerUnderTest().code("sleeps", (input, flow) -> await(flow.sleep(Duration.ofDays(30))));
            test.started("sleeps", "w", Status.WAITING);
            test.loop.advance(Duration.ofDays(29));
            assertThat(test.store.statusOf("w")).isEqualTo(Status.WAITING);
            test.loop.advance(Duration.ofDays(2));
            test.until("w", Status.COMPLETED);
        }
    }

    @Nested
    final class Calling {
        @Test
        void shouldSendACallOnlyWhenItIsInTheJournal() {
            OwnerUnderTest test = new OwnerUnderTest().code("call", CALL);
            test.start("call", "w");
            test.loop.runUntil("started", () -> test.store.rows.containsKey("w"));
            test.store.hold = true;
            test.loop.runUntil("noted", () -> !test.store.held.isEmpty());
            assertThat(test.sent).isEmpty();
            test.store.hold = false;
            test.store.commit(test.store.held.remove());
            test.loop.runUntil("sent", () -> test.sent.size() == 1);
            assertThat(test.sent.getFirst().key()).isEqualTo("w/0/0");
            assertThat(test.sent.getFirst().actor()).isEqualTo("tester");
        }

        @Test
        void shouldTryAgainWithTheSameKeyAndSayWhatTroublesIt() {
            OwnerUnderTest test = new OwnerUnderTest().code("call", CALL);
            test.start("call", "w");
            test.loop.runUntil("sent", () -> test.sent.size() == 1);
            test.sent.getFirst().answer().fail(new IllegalStateException("nobody there"));
            test.loop.runUntil("said", () -> test.store.rowOf("w").waitingFor().filter(text -> text.contains("nobody there")).isPresent());
            test.loop.advance(Duration.ofSeconds(1));
            assertThat(test.sent).hasSize(2).extracting(OwnerUnderTest.Sent::key).containsOnly("w/0/0");
            test.sent.getLast().answer().complete("\"server\"");
            test.until("w", Status.COMPLETED);
        }

        @Test
        void shouldBeStuckWhenItsKeyBelongsToAnotherRequest() {
            OwnerUnderTest test = new OwnerUnderTest().code("call", CALL);
            test.start("call", "w");
            test.loop.runUntil("sent", () -> test.sent.size() == 1);
            test.sent.getFirst().answer().fail(new Bus.Refused(new Outcome.Failure("KEY_REUSED", 1003, "this and that", false), true));
            test.until("w", Status.STUCK);
            assertThat(test.store.rowOf("w").failure().orElseThrow()).contains("this and that");
        }

        @Test
        void shouldWithdrawWhatIsStillUnderWayWhenItEnds() {
            OwnerUnderTest test = new OwnerUnderTest().code("two", (input, flow) -> {
                Future<String> nobodyWaits = flow.service(Calls.class).make("create");
                Future<String> fails = flow.service(Calls.class).make("fail");
                return await(flow.all(List.of(nobodyWaits, fails)));
            });
            test.answerToCancel = Future.failedFuture("the adapter is restarting");
            test.start("two", "w");
            test.loop.runUntil("sent", () -> test.sent.size() == 2);
            test.sent.getLast().answer().fail(new Bus.Refused(new Outcome.Failure("NO", 1, "no", false), false));
            test.until("w", Status.FAILED);
            assertThat(test.store.cancellations).containsExactly("w/0/0");
            test.answerToCancel = Future.succeededFuture();
            test.loop.runUntil("forgotten", () -> {
                test.loop.advance(Duration.ofSeconds(1));
                return test.store.cancellations.isEmpty();
            });
            assertThat(test.cancelled).hasSizeGreaterThan(1).containsOnly("w/0/0");
        }
    }

    @Nested
    final class WhenAFlushFails {
        @Test
        void shouldSendTheSameAgainWhenTheDatabaseIsAway() {
            OwnerUnderTest test = new OwnerUnderTest().code("step", STEP);
            test.store.hold = true;
            Future<StartResult> answer = test.start("step", "w");
            test.loop.runUntil("sent", () -> !test.store.held.isEmpty());
            test.store.hold = false;
            test.store.fail(test.store.held.remove(), Why.UNAVAILABLE, "away");
            test.until("w", Status.COMPLETED);
            assertThat(answer.succeeded()).isTrue();
        }

        @Test
        void shouldGoOnWithWhatIsStillOursWhenSomethingWasTaken() {
            OwnerUnderTest test = new OwnerUnderTest().code("step", STEP);
            test.store.hold = true;
            Future<StartResult> ours = test.start("step", "ours");
            Future<StartResult> theirs = test.owner.start(new NewWorkflow("theirs", 2, "step", 1, true, "null", "tester", 7));
            test.loop.runUntil("sent", () -> !test.store.held.isEmpty() && test.store.held.getFirst().parts().size() == 2);
            test.store.hold = false;
            test.rereading = test.owner.lose(Set.of(2));
            test.store.fail(test.store.held.remove(), Why.FENCED, "old view");
            test.until("ours", Status.COMPLETED);
            assertThat(ours.succeeded()).isTrue();
            assertThat(theirs.cause()).isInstanceOf(CallException.class);
            assertThat(test.store.rows).doesNotContainKey("theirs");
        }

        @Test
        void shouldReadAgainWhatWasInAFlushWhoseAnswerIsLostAndItWasCommitted() {
            OwnerUnderTest test = new OwnerUnderTest().code("step", STEP);
            test.store.hold = true;
            Future<StartResult> answer = test.start("step", "w");
            test.loop.runUntil("sent", () -> !test.store.held.isEmpty());
            MemoryStore.Flush lost = test.store.held.remove();
            test.store.hold = false;
            test.store.apply(lost);
            test.store.fail(lost, Why.ANSWER_LOST, "connection reset");
            test.until("w", Status.COMPLETED);
            assertThat(test.store.settled).isOne();
            assertThat(test.store.loads).contains("w");
            assertThat(answer.cause()).hasMessageContaining("start it again with the same id");
        }

        @Test
        void shouldNotInventWhatWasInAFlushWhoseAnswerIsLostAndItVanished() {
            OwnerUnderTest test = new OwnerUnderTest().code("step", STEP);
            test.store.hold = true;
            Future<StartResult> answer = test.start("step", "w");
            test.loop.runUntil("sent", () -> !test.store.held.isEmpty());
            test.store.hold = false;
            test.store.fail(test.store.held.remove(), Why.ANSWER_LOST, "connection reset");
            test.loop.runUntil("told", answer::failed);
            test.loop.advance(Duration.ofSeconds(1));
            assertThat(test.store.rows).isEmpty();
        }

        @Test
        void shouldJoinTheStepThatRunsForACopyThatWasDropped() {
            AtomicInteger runs = new AtomicInteger();
            CountDownLatch mayEnd = new CountDownLatch(1);
            OwnerUnderTest test = new OwnerUnderTest().code("slow", (input, flow) -> await(flow.run("slow", () -> {
                runs.incrementAndGet();
                mayEnd.await();
                return "once";
            })));
            test.start("slow", "w");
            test.loop.runUntil("it runs", () -> runs.get() == 1);
            test.store.hold = true;
            test.loop.runUntil("it is noted that it runs", () -> {
                test.loop.advance(Duration.ofMillis(10));
                return !test.store.held.isEmpty();
            });
            MemoryStore.Flush lost = test.store.held.remove();
            test.store.hold = false;
            test.store.apply(lost);
            test.store.fail(lost, Why.ANSWER_LOST, "connection reset");
            test.loop.runUntil("read again", () -> test.store.loads.contains("w"));
            test.loop.advance(Duration.ofSeconds(1));
            mayEnd.countDown();
            test.until("w", Status.COMPLETED);
            assertThat(runs).hasValue(1);
        }

        @Test
        void shouldReadAgainAStaleCopyAndLeaveItsNeighboursAlone() {
            OwnerUnderTest test = new OwnerUnderTest().code("waits", WAITS).code("step", STEP).started("waits", "stale", Status.WAITING);
            // Somebody else has written at the position that this copy thinks is the next.
            Entry foreign = new Entry.Called(0, Kind.EVENT, "e", "X.java:1", "", "k");
            test.store.entriesOf("stale").put(1L, new Recorded(1, test.loop.now(), foreign));
            test.store.events.put("e", "\"x\"");
            test.owner.ring("e", List.of("stale"));
            test.start("step", "neighbour");
            test.until("neighbour", Status.COMPLETED);
            test.until("stale", Status.COMPLETED);
            assertThat(test.store.loads).contains("stale");
            assertThat(test.store.entriesOf("stale").keySet()).containsExactly(0L, 1L, 2L, 3L);
        }

        @Test
        void shouldMakeThePoisonedOneStuckWithTheDatabasesSentenceAndNobodyElse() {
            OwnerUnderTest test = new OwnerUnderTest().code("step", STEP);
            test.store.poison.put("bad", "invalid byte sequence");
            test.start("step", "bad");
            test.start("step", "good");
            test.until("good", Status.COMPLETED);
            test.until("bad", Status.STUCK);
            assertThat(test.store.rowOf("bad").failure().orElseThrow()).contains("invalid byte sequence");
        }

        @Test
        void shouldNeverWriteTwoHistoriesBehindEachOther() {
            OwnerUnderTest test = new OwnerUnderTest().code("many", (input, flow) -> {
                for (int i = 0; i < 5; i++) {
                    int value = i;
                    await(flow.run("s" + i, () -> value));
                }
                return "done";
            });
            test.store.hold = true;
            test.start("many", "w");
            for (int failures = 0; failures < 4; failures++) {
                test.loop.runUntil("sent", () -> {
                    test.loop.advance(Duration.ofMillis(10));
                    return !test.store.held.isEmpty();
                });
                MemoryStore.Flush flush = test.store.held.remove();
                boolean committed = failures % 2 == 0;
                if (committed) test.store.apply(flush);
                test.store.fail(flush, Why.ANSWER_LOST, "connection reset");
            }
            test.store.hold = false;
            while (!test.store.held.isEmpty()) test.store.commit(test.store.held.remove());
            test.until("w", Status.COMPLETED);
            assertThat(test.store.journalOf("w")).filteredOn(Entry.Completed.class::isInstance).hasSize(5);
            assertThat(test.store.entriesOf("w").keySet()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        }
    }

    @Nested
    final class WhenCodeIsMissing {
        @Test
        void shouldBeStuckAndGoOnWhenTheCodeIsThere() {
            OwnerUnderTest test = new OwnerUnderTest().started("later", "w", Status.STUCK);
            assertThat(test.store.rowOf("w").failure().orElseThrow()).contains("no workflow later version 1");
            test.code("later", STEP);
            test.owner.load(List.of("w"));
            test.until("w", Status.COMPLETED);
        }
    }
}
