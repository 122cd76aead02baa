package io.dormouse.engine.owner;

import static io.dormouse.engine.owner.OwnerUnderTest.order;
import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallException;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.store.FlushFailedException.Why;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.WorkflowHead;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class FlushFailureTest {
    private static final Workflow<Object, Object> WAITS = (input, flow) -> await(flow.event("e", String.class));
    private static final Workflow<Object, Object> STEP = (input, flow) -> await(flow.run("s", () -> "done"));

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
        Future<StartResult> theirs =
                test.owner.start(new NewWorkflow("theirs", 2, "step", 1, true, "null", "tester", 7));
        test.loop.runUntil(
                "sent",
                () -> !test.store.held.isEmpty()
                        && test.store.held.getFirst().parts().size() == 2);
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
    void shouldSendWhoeverWaitsForAnEndToTheRowWhenItsAnswerIsLost() {
        OwnerUnderTest test = new OwnerUnderTest().code("waits", WAITS).started("waits", "w", Status.WAITING);
        test.store.hold = true;
        test.owner.terminate(order("w", "boss", ""));
        test.loop.runUntil("sent", () -> !test.store.held.isEmpty());
        Future<Optional<WorkflowHead>> end = test.owner.nextEnd("w", Duration.ofHours(1));
        MemoryStore.Flush lost = test.store.held.remove();
        test.store.hold = false;
        test.store.apply(lost);
        test.store.fail(lost, Why.ANSWER_LOST, "connection reset");

        test.loop.runUntil("told", end::isComplete);

        assertThat(end.result()).as("nobody here knows with what it ended").isEmpty();
        assertThat(test.store.statusOf("w")).isEqualTo(Status.TERMINATED);
        assertThat(test.done(test.owner.isHere("w"))).isFalse();
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
        OwnerUnderTest test = new OwnerUnderTest()
                .code(
                        "slow",
                        (input, flow) -> await(flow.run("slow", () -> {
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
        OwnerUnderTest test =
                new OwnerUnderTest().code("waits", WAITS).code("step", STEP).started("waits", "stale", Status.WAITING);
        // Somebody else has written at the position that this copy thinks is the next.
        Entry foreign = new Entry.Called(0, Kind.EVENT, "e", "X.java:1", "", "w/0/0");
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
        assertThat(test.store.journalOf("w"))
                .filteredOn(Entry.Completed.class::isInstance)
                .hasSize(5);
        // A step that a busy machine made slow may have an entry more, but no position is left out.
        List<Long> positions = List.copyOf(test.store.entriesOf("w").keySet());
        assertThat(positions)
                .isEqualTo(LongStream.range(0, positions.size()).boxed().toList());
    }
}
