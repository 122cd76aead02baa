package io.dormouse.engine.owner;

import static io.dormouse.engine.owner.OwnerUnderTest.order;
import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallException;
import io.dormouse.contracts.workflow.WorkflowException;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.owner.OwnerUnderTest.Calls;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Taking a workflow back in place. */
final class RewindTest {
    /** Started, Called a, Completed a, Called b, Completed b; then it waits for a signal. */
    private static final Workflow<Object, Object> TWO_CALLS = (input, flow) -> {
        String a = await(make(flow, "a"));
        String b = await(make(flow, "b"));
        return a + b + await(flow.signal("go", String.class));
    };

    static Future<String> make(Flow flow, String action) {
        return flow.service(Calls.class).make(action);
    }

    private static OwnerUnderTest afterTwoCalls(int warmLimit) {
        OwnerUnderTest test = new OwnerUnderTest(warmLimit).code("w", TWO_CALLS);
        test.start("w", "w");
        test.call("w/0/0").answer().complete("\"A\"");
        test.call("w/0/1").answer().complete("\"B\"");
        test.until("w", Status.WAITING);
        test.aWhile();
        return test;
    }

    static Copied rewind(OwnerUnderTest test, long to) {
        return test.done(test.owner.rewind(order("w", "boss", "once more"), to, 99));
    }

    static void go(OwnerUnderTest test, String id) {
        test.done(test.owner.signal("w", "go", "\"!\"", id, "tester"));
    }

    @Nested
    final class OfOneThatWaits {
        @ParameterizedTest
        @ValueSource(ints = {0, 100})
        void shouldKeepWhatCameBeforeAndRedoTheRestUnderNewKeys(int warmLimit) {
            OwnerUnderTest test = afterTwoCalls(warmLimit);
            Copied answer = rewind(test, 2);
            assertThat(answer.workflow().run()).isOne();
            assertThat(answer.redone()).extracting(Copied.Redo::key).containsExactly("w/0/1");
            test.call("w/1/1").answer().complete("\"B2\"");
            go(test, "s1");
            test.until("w", Status.COMPLETED);
            assertThat(test.store.rowOf("w").result()).contains("\"AB2!\"");
            assertThat(test.sentKeys()).containsExactly("w/0/0", "w/0/1", "w/1/1");
        }

        @Test
        void shouldLeaveTheOldRunReadableAndClosed() {
            OwnerUnderTest test = afterTwoCalls(100);
            rewind(test, 2);
            assertThat(test.store.journalOf("w", 0).getLast()).isInstanceOf(Entry.Rewound.class);
            assertThat(test.store.entriesOf("w", 0).keySet()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
            assertThat(test.store.entriesOf("w", 1).firstEntry().getValue())
                    .isEqualTo(test.store.entriesOf("w", 0).firstEntry().getValue());
        }

        @Test
        void shouldCarryLaterSignalsInTheirOrder() {
            OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
                String step = await(flow.run("s", () -> "s"));
                String first = await(flow.signal("go", String.class));
                String second = await(flow.signal("go", String.class));
                return step + first + second + await(flow.signal("go", String.class));
            });
            test.started("w", "w", Status.WAITING);
            test.done(test.owner.signal("w", "go", "\"1\"", "s1", "tester"));
            test.done(test.owner.signal("w", "go", "\"2\"", "s2", "tester"));
            test.until("w", Status.WAITING);
            rewind(test, 0);
            test.done(test.owner.signal("w", "go", "\"1\"", "s1", "tester"));
            test.done(test.owner.signal("w", "go", "\"3\"", "s3", "tester"));
            test.until("w", Status.COMPLETED);
            assertThat(test.store.rowOf("w").result()).contains("\"s123\"");
        }

        @Test
        void shouldNotLoseASignalThatComesWhileItIsBeingRead() {
            OwnerUnderTest test = afterTwoCalls(100);
            Future<Copied> rewind = test.owner.rewind(order("w", "boss", ""), 2, 99);
            Future<Void> signal = test.owner.signal("w", "go", "\"!\"", "s1", "tester");
            test.done(rewind);
            test.done(signal);
            test.call("w/1/1").answer().complete("\"B2\"");
            test.until("w", Status.COMPLETED);
        }

        @Test
        void shouldGiveNoMoreOfTheOldRun() {
            OwnerUnderTest test = new OwnerUnderTest()
                    .code("w", (input, flow) -> {
                        await(flow.run("s", () -> "s"));
                        return await(flow.sleep(Duration.ofHours(1)));
                    })
                    .started("w", "w", Status.WAITING);
            rewind(test, 0);
            test.until("it sleeps again", () -> test.store.statusOf("w") == Status.WAITING);
            test.owner.timersAreNear(List.of(new NearTimer("w", 0, 1, test.loop.now())));
            test.aWhile();
            assertThat(test.completions("w", 1)).isZero();
            assertThat(test.store.waitsOf("w")).containsOnlyKeys(1);
        }

        @Test
        void shouldDrawOtherRandomValuesOnlyAfterTheTurn() {
            List<String> drawn = Collections.synchronizedList(new ArrayList<>());
            OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
                String before = flow.uuid() + " " + flow.random().nextLong();
                await(flow.run("s", () -> "s"));
                drawn.add(before + "|" + flow.uuid() + " " + flow.random().nextLong());
                return await(flow.signal("go", String.class));
            });
            test.started("w", "w", Status.WAITING);
            rewind(test, 1);
            test.until("drawn again", () -> drawn.size() == 2);
            rewind(test, 1);
            test.until("drawn once more", () -> drawn.size() == 3);
            assertThat(drawn.stream().map(all -> all.split("\\|")[0]).distinct())
                    .hasSize(1);
            assertThat(drawn.stream().map(all -> all.split("\\|")[1]).distinct())
                    .hasSize(3);
        }

        @Test
        void shouldAnswerTheSameTimeAfterARestart() {
            List<Object> times = Collections.synchronizedList(new ArrayList<>());
            OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
                await(flow.sleep(Duration.ofHours(1)));
                times.add(flow.now());
                return await(flow.signal("go", String.class));
            });
            test.started("w", "w", Status.WAITING);
            test.loop.advance(Duration.ofHours(2));
            test.until(
                    "it waits for the signal", () -> times.size() == 1 && test.store.statusOf("w") == Status.WAITING);
            test.loop.advance(Duration.ofHours(2));
            rewind(test, 1);
            test.until("again", () -> times.size() == 2);
            test.restart().owner.load(List.of("w"));
            test.until("and again", () -> times.size() == 3);
            assertThat(times.stream().distinct()).hasSize(1);
        }
    }

    @Nested
    final class OfOneThatStandsStill {
        @Test
        void shouldReviveOneThatHasEnded() {
            OwnerUnderTest test = afterTwoCalls(100);
            go(test, "s1");
            test.until("w", Status.COMPLETED);
            rewind(test, 2);
            test.call("w/1/1").answer().complete("\"B2\"");
            test.until("w", Status.COMPLETED);
            assertThat(test.store.rowOf("w").result()).contains("\"AB2!\"");
        }

        @Test
        void shouldLetAStuckOneGoOnWithOtherCode() {
            OwnerUnderTest test = afterTwoCalls(0);
            test.code("w", (input, flow) -> await(make(flow, "a")) + await(flow.run("instead", () -> "of b")));
            test.restart().owner.load(List.of("w"));
            test.until("w", Status.STUCK);
            rewind(test, 2);
            test.until("w", Status.COMPLETED);
            assertThat(test.store.rowOf("w").result()).contains("\"Aof b\"");
        }

        @Test
        void shouldLetAPausedOneGoOn() {
            OwnerUnderTest test = afterTwoCalls(100);
            test.done(test.owner.pause(order("w", "boss", "")));
            rewind(test, 4);
            go(test, "s1");
            test.until("w", Status.COMPLETED);
        }
    }

    @Nested
    final class WithFlushesThatFail {
        @Test
        void shouldBeOneWhenTheDatabaseIsAway() {
            OwnerUnderTest test = afterTwoCalls(100);
            Copied answer = test.done(test.refuseTheFlush(() -> test.owner.rewind(order("w", "boss", ""), 2, 99)));
            assertThat(answer.workflow().run()).isOne();
            test.call("w/1/1").answer().complete("\"B2\"");
            test.until("w", Status.WAITING);
        }

        @Test
        void shouldGoOnInTheNewRunWhenTheAnswerIsLost() {
            OwnerUnderTest test = afterTwoCalls(100);
            assertThat(test.refused(test.loseTheAnswer(() -> test.owner.rewind(order("w", "boss", ""), 2, 99))))
                    .isInstanceOf(CallException.class);
            test.call("w/1/1").answer().complete("\"B2\"");
            go(test, "s1");
            test.until("w", Status.COMPLETED);
        }

        @Test
        void shouldGoOnInTheOldRunWhenTheFlushVanishes() {
            OwnerUnderTest test = afterTwoCalls(100);
            test.refused(test.loseTheFlush(() -> test.owner.rewind(order("w", "boss", ""), 2, 99)));
            go(test, "s1");
            test.until("w", Status.COMPLETED);
            assertThat(test.store.rowOf("w").run()).isZero();
        }

        @Test
        void shouldGoOnInTheNewRunAfterARestart() {
            OwnerUnderTest test = afterTwoCalls(100);
            rewind(test, 2);
            test.restart();
            test.call("w/1/1").answer().complete("\"B2\"");
            go(test, "s1");
            test.until("w", Status.COMPLETED);
        }
    }

    @Nested
    final class Refusals {
        @ParameterizedTest
        @ValueSource(longs = {-1, 5, 1_000})
        void shouldSayThatThereIsNoSuchPosition(long position) {
            OwnerUnderTest test = afterTwoCalls(100);
            assertThat(test.refused(test.owner.rewind(order("w", "boss", ""), position, 99)))
                    .isInstanceOf(WorkflowException.class)
                    .hasMessageContaining("name one from 0 to 4");
            go(test, "s1");
            test.until("w", Status.COMPLETED);
        }

        @Test
        void shouldNotGoOnBehindAnEnd() {
            OwnerUnderTest test = afterTwoCalls(100);
            go(test, "s1");
            test.until("w", Status.COMPLETED);
            long last = test.store.entriesOf("w").lastKey();
            assertThat(test.refused(test.owner.rewind(order("w", "boss", ""), last, 99)))
                    .hasMessageContaining("ends nothing");
            assertThat(test.refused(test.owner.rewind(order("never", "boss", ""), 0, 99)))
                    .hasMessageContaining("no workflow");
        }
    }
}
