package io.dormouse.engine.owner;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.WaitRow;
import io.dormouse.flow.Question;
import io.dormouse.flow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class SleepAndWakeTest {
    private static final Workflow<Object, Object> WAITS = (input, flow) -> await(flow.event("e", String.class));
    private static final Workflow<Object, Object> STEP = (input, flow) -> await(flow.run("s", () -> "done"));

    private static Optional<Status> statusIn(Part part) {
        return part.change().map(Part.RowChange::status);
    }

    @Nested
    final class FallingAsleep {
        @Test
        void shouldWriteTheRowsFirstAndTheStatusInALaterFlush() {
            OwnerUnderTest test = new OwnerUnderTest().code("waits", WAITS).started("waits", "w", Status.WAITING);
            List<Part> parts = test.store.committed;
            int rows = indexOf(parts, part -> !part.waiters().isEmpty());
            int asleep = indexOf(
                    parts, part -> statusIn(part).filter(Status.WAITING::equals).isPresent());
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
            assertThat(test.store.committed)
                    .noneMatch(part ->
                            statusIn(part).filter(Status.WAITING::equals).isPresent());
        }

        @Test
        void shouldLeaveNoRowBehindThatWasOnItsWayWhenTheEventCame() {
            OwnerUnderTest test = new OwnerUnderTest().code("two", (input, flow) -> {
                await(flow.event("e", String.class));
                return await(flow.event("later", String.class));
            });
            test.start("two", "w");
            test.loop.runUntil("running", () -> test.store.rows.containsKey("w"));
            test.store.hold = true;
            test.loop.runUntil("the rows are on their way", () -> {
                test.loop.advance(Duration.ofMillis(10));
                return !test.store.held.isEmpty();
            });
            test.store.events.put("e", "\"x\"");
            test.owner.ring("e", List.of("w"));
            test.loop.runAll();
            test.store.hold = false;
            test.store.commit(test.store.held.remove());
            test.until("w", Status.WAITING);
            assertThat(test.store.waitsOf("w")).containsOnlyKeys(1);
        }

        @Test
        void shouldWriteNothingOfACopyThatWasLostMeanwhile() {
            OwnerUnderTest test = new OwnerUnderTest().code("waits", WAITS);
            test.start("waits", "w");
            test.loop.runUntil("running", () -> test.store.rows.containsKey("w"));
            test.store.hold = true;
            test.loop.runUntil("the rows are on their way", () -> {
                test.loop.advance(Duration.ofMillis(10));
                return !test.store.held.isEmpty();
            });
            test.store.hold = false;
            test.store.commit(test.store.held.remove());
            // The second look for the event is under way when the partition goes to another node.
            test.lose(Set.of(1));
            test.loop.advance(Duration.ofSeconds(5));
            assertThat(test.store.statusOf("w")).isEqualTo(Status.RUNNING);
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
            assertThat(test.store.committed)
                    .noneMatch(part ->
                            statusIn(part).filter(Status.WAITING::equals).isPresent());
        }

        @Test
        void shouldSleepOnAQuestionOnlyWhenItIsAcknowledged() {
            OwnerUnderTest test = new OwnerUnderTest()
                    .code(
                            "asks",
                            (input, flow) ->
                                    await(flow.ask(Question.of("go?"), "boss")).approved());
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
                    .filter(part ->
                            part.entries().stream().anyMatch(recorded -> recorded.entry() instanceof Entry.Completed))
                    .findFirst()
                    .orElseThrow();
            assertThat(statusIn(wakes)).contains(Status.RUNNING);
            assertThat(wakes.settled()).containsExactly(0);
            assertThat(test.store.waitsOf("w")).isEmpty();
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
        void shouldTellTheStoreOfThoseThatLeaveMemoryAndOfNoOthers() {
            OwnerUnderTest test = new OwnerUnderTest(1).code("waits", WAITS);
            test.started("waits", "first", Status.WAITING).loop.runAll();
            assertThat(test.store.left).isEmpty();
            test.started("waits", "second", Status.WAITING).loop.runAll();
            assertThat(test.store.left).isEqualTo(Map.of("first", Map.of(0, "e")));
        }

        @Test
        void shouldWakeAllThatWaitForOneEventInMemory() {
            OwnerUnderTest test = new OwnerUnderTest().code("waits", WAITS);
            List<String> ids = List.of("a", "b", "c");
            ids.forEach(id -> test.started("waits", id, Status.WAITING));
            test.store.events.put("e", "\"x\"");
            test.owner.ring("e", List.of());
            ids.forEach(id -> test.until(id, Status.COMPLETED));
            assertThat(test.store.loads).isEmpty();
        }

        @Test
        void shouldTakeADoorbellASweepAndATimerForOne() {
            OwnerUnderTest test = new OwnerUnderTest().code("sleeps", (input, flow) -> {
                await(flow.sleep(Duration.ofMinutes(1)));
                return await(flow.event("e", String.class));
            });
            test.started("sleeps", "w", Status.WAITING);
            test.owner.timersAreNear(List.of(
                    new NearTimer("w", 0, 0, test.loop.now().plusSeconds(59)),
                    new NearTimer("w", 0, 0, test.loop.now().plusSeconds(60))));
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
            OwnerUnderTest test =
                    new OwnerUnderTest().code("sleeps", (input, flow) -> await(flow.sleep(Duration.ofHours(1))));
            test.started("sleeps", "w", Status.WAITING);
            test.owner.timersAreNear(List.of(new NearTimer("w", 5, 0, test.loop.now())));
            test.loop.advance(Duration.ofSeconds(1));
            assertThat(test.completions("w", 0)).isZero();
        }

        @Test
        void shouldNotTakeTheRowOfOtherCodeForItsOwn() {
            OwnerUnderTest test =
                    new OwnerUnderTest(0).code("changes", (input, flow) -> await(flow.sleep(Duration.ofMinutes(10))));
            test.started("changes", "w", Status.WAITING);
            test.loop.runAll();
            test.code("changes", (input, flow) -> await(flow.event("instead", String.class)));
            test.owner.load(List.of("w"));
            test.loop.runUntil("the rows fit the code", () -> {
                test.loop.advance(Duration.ofMillis(10));
                return Map.of(0, new WaitRow.Event("instead")).equals(test.store.waitsOf("w"));
            });
            test.loop.advance(Duration.ofHours(1));
            assertThat(test.completions("w", 0)).isZero();
            test.store.events.put("instead", "\"x\"");
            test.owner.ring("instead", List.of("w"));
            test.until("w", Status.COMPLETED);
        }

        @Test
        void shouldWakeALongSleeperAtItsTime() {
            OwnerUnderTest test =
                    new OwnerUnderTest().code("sleeps", (input, flow) -> await(flow.sleep(Duration.ofDays(30))));
            test.started("sleeps", "w", Status.WAITING);
            test.loop.advance(Duration.ofDays(29));
            assertThat(test.store.statusOf("w")).isEqualTo(Status.WAITING);
            test.loop.advance(Duration.ofDays(2));
            test.until("w", Status.COMPLETED);
        }
    }
}
