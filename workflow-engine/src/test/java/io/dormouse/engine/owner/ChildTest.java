package io.dormouse.engine.owner;

import static io.dormouse.engine.owner.OwnerUnderTest.order;
import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.ChildFailedException;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Workflows that workflows start. The child lives with the same owner here, and all messages between the two are the test's. */
final class ChildTest {
    @Durable(name = "kid")
    static final class Kid implements Workflow<String, String> {
        @Override
        public String run(String input, Flow flow) {
            throw new UnsupportedOperationException("the code of a test stands for it");
        }
    }

    private static final Workflow<Object, Object> PARENT = (input, flow) -> await(flow.child(Kid.class, "toy"));
    private static final Workflow<Object, Object> WAITS = (input, flow) -> input + await(flow.event("e", String.class));
    private static final String CHILD = "w~0.0";

    private static OwnerUnderTest withCode(Workflow<Object, Object> parent, Workflow<Object, Object> kid) {
        return new OwnerUnderTest().code("w", parent).code("kid", kid);
    }

    /** What the start of the child leads to when it arrives. */
    private static Future<StartResult> arrives(OwnerUnderTest test, String id) {
        return test.owner.start(new NewWorkflow(
                id, 3, "kid", 1, false, "\"toy\"", "tester", 5, Optional.of("w"), Map.of(), Optional.empty()));
    }

    private static OwnerUnderTest bothWaiting() {
        OwnerUnderTest test = withCode(PARENT, WAITS);
        test.start("w", "w");
        OwnerUnderTest.Sent start = test.call("w/0/0");
        test.done(arrives(test, CHILD));
        start.answer().complete("{}");
        return test.until(CHILD, Status.WAITING).until("w", Status.WAITING);
    }

    @Nested
    final class TheStart {
        @Test
        void shouldLeaveOnlyWhenItIsNoted() {
            OwnerUnderTest test = withCode(PARENT, WAITS);
            test.store.hold = true;
            test.start("w", "w");
            test.until("the start of w is sent", () -> !test.store.held.isEmpty());
            test.store.commit(test.store.held.remove());
            test.until("the note is sent", () -> !test.store.held.isEmpty());
            assertThat(test.sent).isEmpty();
            test.release();
            assertThat(test.call("w/0/0").call().body()).startsWith(CHILD + " kid \"toy\"");
        }

        @Test
        void shouldKeepTheParentRunningUntilItIsAcknowledged() {
            OwnerUnderTest test = withCode(PARENT, WAITS);
            test.start("w", "w");
            OwnerUnderTest.Sent start = test.call("w/0/0");
            test.aWhile();
            assertThat(test.store.statusOf("w")).isEqualTo(Status.RUNNING);
            start.answer().complete("{}");
            test.until("w", Status.WAITING);
        }

        @Test
        void shouldBeRepeatedAfterACrash() {
            OwnerUnderTest test = withCode(PARENT, WAITS);
            test.start("w", "w");
            test.call("w/0/0");
            test.restart();
            assertThat(test.call("w/0/0").call().body()).startsWith(CHILD);
        }
    }

    @Nested
    final class TheEnd {
        @Test
        void shouldWakeTheParentInTheTransactionOfTheEnd() {
            OwnerUnderTest test = bothWaiting();
            test.trigger("e", "\"!\"");
            test.until("w", Status.COMPLETED);
            assertThat(test.store.rowOf("w").result()).contains("\"toy!\"");
            Part end = test.store.committed.stream()
                    .filter(part -> part.announcement().isPresent())
                    .findFirst()
                    .orElseThrow();
            assertThat(end.id()).isEqualTo(CHILD);
            assertThat(end.entries().getLast().entry()).isInstanceOf(Entry.Finished.class);
            assertThat(end.announcement().orElseThrow().key()).isEqualTo("child:" + CHILD);
        }

        @Test
        void shouldFailTheParentsWaitWhenItFails() {
            OwnerUnderTest test = withCode(
                    (input, flow) -> {
                        try {
                            return await(flow.child(Kid.class, "toy"));
                        } catch (ChildFailedException e) {
                            return e.type() + " " + e.getMessage();
                        }
                    },
                    (input, flow) -> {
                        throw new IllegalStateException("broken");
                    });
            test.start("w", "w");
            OwnerUnderTest.Sent start = test.call("w/0/0");
            test.done(arrives(test, CHILD));
            start.answer().complete("{}");
            test.until("w", Status.COMPLETED);
            assertThat(test.store.rowOf("w").result().orElseThrow())
                    .contains("java.lang.IllegalStateException")
                    .contains("broken");
        }

        @Test
        void shouldTellOfATerminationToo() {
            OwnerUnderTest test = bothWaiting();
            test.done(test.owner.terminate(order(CHILD, "boss", "poisoned")));
            test.until("w", Status.FAILED);
            assertThat(test.store.rowOf("w").failure().orElseThrow()).contains("TERMINATED");
        }

        @Test
        void shouldCountOnceWhenTheChildIsRewoundAndEndsAgain() {
            OwnerUnderTest test = bothWaiting();
            test.trigger("e", "\"!\"");
            test.until("w", Status.COMPLETED);
            String first = test.store.events.get("child:" + CHILD);
            test.code("kid", (input, flow) -> "another");
            test.done(test.owner.rewind(order(CHILD, "boss", ""), 0, 99));
            test.until(CHILD, Status.COMPLETED);
            assertThat(test.store.rowOf(CHILD).result()).contains("\"another\"");
            assertThat(test.store.events).containsEntry("child:" + CHILD, first);
        }

        @Test
        void shouldBeFoundByAParentThatSleptWithoutBeingRung() {
            OwnerUnderTest test = bothWaiting();
            test.code("w", PARENT);
            test.trigger("e", "\"!\"");
            test.until(CHILD, Status.COMPLETED);
            test.restart().until("w", Status.COMPLETED);
        }
    }

    @Nested
    final class GoingDown {
        @Test
        void shouldCancelTheChildOfAParentThatIsCancelled() {
            OwnerUnderTest test = bothWaiting();
            test.done(test.owner.cancel(order("w", "boss", "enough")));
            test.until("w", Status.CANCELLED);
            test.until("told", () -> test.cancelled.contains(CHILD));
            test.done(test.owner.cancelChild(CHILD, 3, "w"));
            test.until(CHILD, Status.CANCELLED);
        }

        @Test
        void shouldBeRepeatedUntilItIsAcknowledgedEvenAfterACrash() {
            OwnerUnderTest test = bothWaiting();
            test.answerToCancel = Future.failedFuture("away");
            test.done(test.owner.terminate(order("w", "boss", "")));
            test.aWhile();
            assertThat(test.store.cancellations).isNotEmpty();
            test.cancelled.clear();
            test.answerToCancel = Future.succeededFuture();
            test.restart().until("written", () -> test.store.cancellations.isEmpty());
            assertThat(test.cancelled).contains(CHILD);
        }

        @Test
        void shouldNotCancelTheChildOfSomebodyElse() {
            OwnerUnderTest test = bothWaiting();
            test.done(test.owner.cancelChild(CHILD, 3, "another parent"));
            test.aWhile();
            assertThat(test.store.statusOf(CHILD)).isEqualTo(Status.WAITING);
        }

        @Test
        void shouldTakeTheIdOfAChildWhoseStartComesLate() {
            OwnerUnderTest test = withCode(PARENT, WAITS);
            test.done(test.owner.cancelChild(CHILD, 3, "w"));
            assertThat(test.store.statusOf(CHILD)).isEqualTo(Status.CANCELLED);
            test.done(test.owner.cancelChild(CHILD, 3, "w"));
            test.refused(arrives(test, CHILD));
            test.aWhile();
            assertThat(test.store.journalOf(CHILD)).hasSize(2);
            assertThat(test.store.events).containsKey("child:" + CHILD);
        }

        @Test
        void shouldCancelAChildThatLosesARace() {
            OwnerUnderTest test = withCode(
                    (input, flow) -> {
                        String first = await(flow.<String>any(
                                () -> flow.child(Kid.class, "toy"), () -> flow.event("f", String.class)));
                        return first + await(flow.event("g", String.class));
                    },
                    WAITS);
            test.start("w", "w");
            OwnerUnderTest.Sent start = test.call("w/0/0");
            test.done(arrives(test, CHILD));
            start.answer().complete("{}");
            test.until("w", Status.WAITING);
            test.trigger("f", "\"x\"");
            test.until("told", () -> test.cancelled.contains(CHILD));
            test.until("w", Status.WAITING);
            assertThat(test.store.waitsOf("w")).containsOnlyKeys(2);
        }

        @Test
        void shouldNotCancelAChildThatTheCopiedPrefixOfARewindGave() {
            OwnerUnderTest test = withCode(
                    (input, flow) -> {
                        Future<String> child = flow.child(Kid.class, "toy");
                        await(flow.run("s", () -> "s"));
                        return await(child);
                    },
                    WAITS);
            test.start("w", "w");
            OwnerUnderTest.Sent start = test.call("w/0/0");
            test.done(arrives(test, CHILD));
            start.answer().complete("{}");
            test.until("w", Status.WAITING);
            test.done(test.owner.rewind(
                    order("w", "boss", ""), test.store.entriesOf("w").lastKey(), 99));
            test.trigger("e", "\"!\"");
            test.until("w", Status.COMPLETED);
            assertThat(test.cancelled).isEmpty();
            assertThat(test.sentKeys()).containsOnly("w/0/0");
        }
    }

    @Nested
    final class LeftAlone {
        private static final Workflow<Object, Object> DETACHES = (input, flow) -> {
            flow.detach(Kid.class, "toy");
            return "done";
        };

        @Test
        void shouldHaveStartedBeforeTheParentEnds() {
            OwnerUnderTest test = withCode(DETACHES, WAITS);
            test.start("w", "w");
            OwnerUnderTest.Sent start = test.call("w/0/0");
            test.loop.advance(Duration.ofMinutes(1));
            assertThat(test.store.statusOf("w")).isEqualTo(Status.RUNNING);
            start.answer().complete("{}");
            test.until("w", Status.COMPLETED);
            test.aWhile();
            assertThat(test.cancelled).isEmpty();
        }

        @Test
        void shouldHaveStartedAlsoWhenTheParentFailsOrIsCancelled() {
            OwnerUnderTest test = withCode(
                    (input, flow) -> {
                        flow.detach(Kid.class, "toy");
                        return await(flow.event("never", String.class));
                    },
                    WAITS);
            test.start("w", "w");
            OwnerUnderTest.Sent start = test.call("w/0/0");
            test.done(test.owner.cancel(order("w", "boss", "")));
            test.aWhile();
            assertThat(test.store.statusOf("w").isEnd()).isFalse();
            start.answer().complete("{}");
            test.until("w", Status.CANCELLED);
            test.aWhile();
            assertThat(test.cancelled).isEmpty();
        }

        @Test
        void shouldStillBeStartedAfterACrash() {
            OwnerUnderTest test = withCode(DETACHES, WAITS);
            test.start("w", "w");
            test.call("w/0/0");
            test.restart();
            test.call("w/0/0").answer().complete("{}");
            test.until("w", Status.COMPLETED);
        }
    }

    @Test
    void shouldGiveForksAndNewRunsChildrenOfTheirOwn() {
        OwnerUnderTest test = bothWaiting();
        long last = test.store.entriesOf("w").lastKey();
        test.done(test.owner.fork(new NewFork("w", Optional.empty(), last, "f", 2, 9, "boss", "")));
        assertThat(test.call("f/0/0").call().body()).startsWith("f~0.0 kid");
        test.done(test.owner.terminate(order("w", "boss", "")));
        test.done(test.owner.rewind(order("w", "boss", ""), 0, 99));
        assertThat(test.call("w/1/0").call().body()).startsWith("w~1.0 kid");
    }
}
