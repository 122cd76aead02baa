package io.dormouse.engine.owner;

import static io.dormouse.engine.owner.OwnerUnderTest.order;
import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallException;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.CancelledException;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ending workflows: at once, or by an exception that their code hears. */
final class TerminateTest {
    private static final Workflow<Object, Object> EVENT = (input, flow) -> await(flow.event("e", String.class));

    private static OwnerUnderTest waiting(int warmLimit) {
        OwnerUnderTest test = new OwnerUnderTest(warmLimit).code("w", EVENT).started("w", "w", Status.WAITING);
        test.aWhile();
        return test;
    }

    @Nested
    final class ATermination {
        @ParameterizedTest
        @ValueSource(ints = {0, 100})
        void shouldEndItWithoutItsCode(int warmLimit) {
            OwnerUnderTest test = waiting(warmLimit);
            test.code.clear();
            assertThat(test.done(test.owner.terminate(order("w", "boss", "enough")))
                            .status())
                    .isEqualTo(Status.TERMINATED);
            assertThat(test.store.waitsOf("w")).isEmpty();
            assertThat(test.store.rowOf("w").failure().orElseThrow()).contains("terminated by boss: enough");
            assertThat(test.store.loads).isEmpty();
        }

        @Test
        void shouldEndOneThatIsStuckOnAnEntryThatNobodyCanRead() {
            OwnerUnderTest test = waiting(0);
            test.store.tooNew.add("w");
            test.restart().owner.load(List.of("w"));
            test.until("w", Status.STUCK);
            test.done(test.owner.terminate(order("w", "boss", "")));
            assertThat(test.store.statusOf("w")).isEqualTo(Status.TERMINATED);
        }

        @Test
        void shouldBeRefusedTheSecondTimeAndForOneThatNeverWas() {
            OwnerUnderTest test = waiting(100);
            test.done(test.owner.terminate(order("w", "boss", "")));
            assertThat(test.refused(test.owner.terminate(order("w", "boss", ""))))
                    .hasMessageContaining("TERMINATED");
            assertThat(test.refused(test.owner.terminate(order("never", "boss", ""))))
                    .hasMessageContaining("no workflow");
        }

        @Test
        void shouldBeOneWhenItsAnswerIsLost() {
            OwnerUnderTest test = waiting(100);
            assertThat(test.refused(test.loseTheAnswer(() -> test.owner.terminate(order("w", "boss", "")))))
                    .isInstanceOf(CallException.class);
            assertThat(test.store.statusOf("w")).isEqualTo(Status.TERMINATED);
            assertThat(test.refused(test.owner.terminate(order("w", "boss", ""))))
                    .hasMessageContaining("TERMINATED");
        }

        @Test
        void shouldNotHappenWhenItsFlushVanishes() {
            OwnerUnderTest test = waiting(100);
            test.refused(test.loseTheFlush(() -> test.owner.terminate(order("w", "boss", ""))));
            test.trigger("e", "\"x\"");
            test.until("w", Status.COMPLETED);
        }

        /** Once the note of a call is in the store, another node may read it and send the call: whoever thinks itself the owner. */
        @Test
        void shouldWithdrawACallWhoseNoteIsOnItsWayToTheStore() {
            OwnerUnderTest test = new OwnerUnderTest()
                    .code(
                            "w",
                            (input, flow) -> await(
                                    flow.service(OwnerUnderTest.Calls.class).make("create")));
            test.store.hold = true;
            test.start("w", "w");
            test.until("the start of w is sent", () -> !test.store.held.isEmpty());
            test.store.commit(test.store.held.remove());
            test.until("the note is sent", () -> !test.store.held.isEmpty());

            Future<?> answer = test.owner.terminate(order("w", "boss", ""));
            test.loop.runAll();
            test.release();
            test.done(answer);

            assertThat(test.sent)
                    .as("this node sends nothing of one that has ended")
                    .isEmpty();
            test.until("withdrawn", () -> test.cancelled.contains("w/0/0"));
        }

        @Test
        void shouldTellWhoeverWaitsForTheEnd() {
            OwnerUnderTest test = waiting(100);
            Future<?> end = test.owner.nextEnd("w", Duration.ofMinutes(1));
            assertThat(test.done(test.owner.isHere("w")))
                    .as("nobody has to look")
                    .isTrue();
            test.done(test.owner.terminate(order("w", "boss", "")));
            test.done(end);
            assertThat(test.done(test.owner.isHere("w"))).isFalse();
        }
    }

    @Nested
    final class ACancellation {
        @ParameterizedTest
        @ValueSource(ints = {0, 100})
        void shouldUndoWhatWasDone(int warmLimit) {
            OwnerUnderTest test = new OwnerUnderTest(warmLimit).code("w", (input, flow) -> {
                flow.saga().compensate(() -> flow.run("undo", () -> "undone"));
                return await(flow.event("never", String.class));
            });
            test.started("w", "w", Status.WAITING);
            test.aWhile();
            test.done(test.owner.cancel(order("w", "boss", "enough")));
            test.until("w", Status.CANCELLED);
            assertThat(test.store.journalOf("w"))
                    .anyMatch(entry ->
                            entry instanceof Entry.Completed done && done.name().equals("undo"));
        }

        @Test
        void shouldBeHeardOnceInARun() {
            OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
                try {
                    return await(flow.event("never", String.class));
                } catch (CancelledException e) {
                    return await(flow.signal("clean", String.class));
                }
            });
            test.started("w", "w", Status.WAITING);
            test.done(test.owner.cancel(order("w", "boss", "")));
            test.done(test.owner.cancel(order("w", "boss", "")));
            test.restart().owner.load(List.of("w"));
            test.done(test.owner.signal("w", "clean", "\"clean\"", "s1", "tester"));
            test.until("w", Status.COMPLETED);
        }

        @Test
        void shouldBeRefusedByOneThatHasEnded() {
            OwnerUnderTest test = waiting(100);
            test.trigger("e", "\"x\"");
            test.until("w", Status.COMPLETED);
            assertThat(test.refused(test.owner.cancel(order("w", "boss", "")))).hasMessageContaining("COMPLETED");
        }

        @Test
        void shouldReachAStuckOneWhenItGoesOn() {
            OwnerUnderTest test = waiting(0);
            test.code.clear();
            test.restart().owner.load(List.of("w"));
            test.until("w", Status.STUCK);
            test.done(test.owner.cancel(order("w", "boss", "")));
            assertThat(test.store.statusOf("w")).isEqualTo(Status.STUCK);
            test.code("w", EVENT).restart().until("w", Status.CANCELLED);
        }
    }

    @Nested
    final class ASignal {
        @Test
        void shouldReachAStuckOneWhenItGoesOn() {
            Workflow<Object, Object> signal = (input, flow) -> await(flow.signal("go", String.class));
            OwnerUnderTest test = new OwnerUnderTest(0).started("w", "w", Status.STUCK);
            test.done(test.owner.signal("w", "go", "\"1\"", "s1", "tester"));
            test.done(test.owner.signal("w", "go", "\"2\"", "s2", "tester"));
            assertThat(test.store.statusOf("w")).isEqualTo(Status.STUCK);
            test.code("w", signal).restart().until("w", Status.COMPLETED);
            assertThat(test.store.rowOf("w").result()).contains("\"1\"");
        }
    }
}
