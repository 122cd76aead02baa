package io.dormouse.engine.replay;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Changes of the code under running workflows. */
final class ChangedTest {
    /** Before the change it was a, then b. */
    private static final Workflow<Object, Object> PATCHED = (input, flow) -> {
        String a = await(flow.run("a", () -> "never called here"));
        if (flow.changed("ask-first")) a += await(flow.run("ask", () -> "never called here"));
        return a + await(flow.run("b", () -> "never called here"));
    };

    private static final Workflow<Object, Object> RETIRED = (input, flow) -> {
        String a = await(flow.run("a", () -> "never called here"));
        flow.retire("ask-first");
        a += await(flow.run("ask", () -> "never called here"));
        return a + await(flow.run("b", () -> "never called here"));
    };

    private static List<String> given(Report report) {
        assertThat(report).isInstanceOf(Report.Parked.class);
        return ((Report.Parked) report).given().stream().map(Command::name).toList();
    }

    private static List<String> wanted(Report report) {
        assertThat(report).isInstanceOf(Report.Parked.class);
        return ((Report.Parked) report).changes();
    }

    private static Outcome ended(Report report) {
        assertThat(report).isInstanceOf(Report.Ended.class);
        return ((Report.Ended) report).outcome();
    }

    private static Outcome success(String json) {
        return new Outcome.Success(json, null);
    }

    @Nested
    final class WhereTheRunHasNotBeen {
        @Test
        void shouldBeInForceAndDurableBeforeItAnswers() throws InterruptedException {
            Replay replay = Replay.of(PATCHED);
            replay.report();
            replay.completed(0, "a", "\"a\"");
            Report report = replay.report();
            assertThat(wanted(report)).containsExactly("ask-first");
            assertThat(given(report)).isEmpty();
            replay.changed("ask-first");
            assertThat(given(replay.report())).containsExactly("ask");
        }

        @Test
        void shouldBeInForceAtTheEndOfAJournal() throws InterruptedException {
            Replay replay = Replay.of(PATCHED).completed(0, "a", "\"a\"");
            assertThat(wanted(replay.report())).containsExactly("ask-first");
        }

        @Test
        void shouldBeInForceWhenOnlyOperatorsAndSignalsCameAfter() throws InterruptedException {
            Replay replay = Replay.of(PATCHED)
                    .completed(0, "a", "\"a\"")
                    .paused()
                    .resumed()
                    .signalled("later", "1");
            assertThat(wanted(replay.report())).containsExactly("ask-first");
        }

        @Test
        void shouldBeInForceAfterARewindToBefore() throws InterruptedException {
            Replay replay = Replay.of(PATCHED)
                    .completed(0, "a", "\"a\"")
                    .rewound(1, Map.of())
                    .signalled("later", "1");
            assertThat(wanted(replay.report())).containsExactly("ask-first");
        }

        @Test
        void shouldTakeTheNewPathOnEveryReplay() throws InterruptedException {
            Report report = Replay.of(PATCHED)
                    .completed(0, "a", "\"a\"")
                    .changed("ask-first")
                    .completed(1, "ask", "\"?\"")
                    .completed(2, "b", "\"b\"")
                    .report();
            assertThat(ended(report)).isEqualTo(success("\"a?b\""));
        }
    }

    @Nested
    final class WhereTheRunHasBeenWithoutIt {
        @Test
        void shouldNotBeInForceBehindAResult() throws InterruptedException {
            Report report = Replay.of(PATCHED)
                    .completed(0, "a", "\"a\"")
                    .completed(1, "b", "\"b\"")
                    .report();
            assertThat(ended(report)).isEqualTo(success("\"ab\""));
        }

        @Test
        void shouldNotBeInForceBehindACommandThatIsOpen() throws InterruptedException {
            Replay replay = Replay.of(PATCHED).completed(0, "a", "\"a\"").called(1, Kind.RUN, "b");
            Report report = replay.report();
            assertThat(wanted(report)).isEmpty();
            assertThat(given(report)).containsExactly("b");
            replay.completed(1, "b", "\"b\"");
            assertThat(ended(replay.report())).isEqualTo(success("\"ab\""));
        }

        @Test
        void shouldStayAsItWasFirstAnsweredInTheWholeRun() throws InterruptedException {
            List<Boolean> answers = Collections.synchronizedList(new ArrayList<>());
            Workflow<Object, Object> asksTwice = (input, flow) -> {
                answers.add(flow.changed("c"));
                String a = await(flow.run("a", () -> "never called here"));
                answers.add(flow.changed("c"));
                return a;
            };
            ended(Replay.of(asksTwice).completed(0, "a", "\"a\"").report());
            assertThat(answers).containsExactly(false, false);
        }
    }

    @Nested
    final class TheOrderOfCallbacks {
        private static Workflow<Object, Object> telling(List<String> order) {
            return (input, flow) -> {
                Future<String> a = flow.run("a", () -> "never called here");
                a.onSuccess(done -> order.add("a"));
                order.add("before");
                order.add("changed " + flow.changed("c"));
                Future<String> b = flow.run("b", () -> "never called here");
                b.onSuccess(done -> order.add("b"));
                await(flow.all(List.of(a, b)));
                return "done";
            };
        }

        @Test
        void shouldBeTheSameLiveAndOnAReplay() throws InterruptedException {
            List<String> live = Collections.synchronizedList(new ArrayList<>());
            Replay replay = Replay.of(telling(live));
            assertThat(wanted(replay.report())).containsExactly("c");
            replay.completed(0, "a", "\"a\"");
            replay.report();
            replay.changed("c");
            replay.report();
            replay.completed(1, "b", "\"b\"");
            ended(replay.report());
            List<String> again = Collections.synchronizedList(new ArrayList<>());
            ended(Replay.of(telling(again))
                    .completed(0, "a", "\"a\"")
                    .changed("c")
                    .completed(1, "b", "\"b\"")
                    .report());
            assertThat(live).containsExactly("before", "a", "changed true", "b");
            assertThat(again).isEqualTo(live);
        }
    }

    @Nested
    final class Retiring {
        @Test
        void shouldBeFineOnTheNewPath() throws InterruptedException {
            Report report = Replay.of(RETIRED)
                    .completed(0, "a", "\"a\"")
                    .changed("ask-first")
                    .completed(1, "ask", "\"?\"")
                    .report();
            assertThat(given(report)).containsExactly("b");
        }

        @Test
        void shouldBeFineWhereTheRunHasNotBeen() throws InterruptedException {
            Replay replay = Replay.of(RETIRED).completed(0, "a", "\"a\"");
            assertThat(wanted(replay.report())).containsExactly("ask-first");
            replay.changed("ask-first");
            assertThat(given(replay.report())).containsExactly("ask");
        }

        @Test
        void shouldBeStuckOnTheOldPath() throws InterruptedException {
            Report report = Replay.of(RETIRED)
                    .completed(0, "a", "\"a\"")
                    .completed(1, "b", "\"b\"")
                    .report();
            assertThat(report).isInstanceOf(Report.Stuck.class);
            Outcome.Failure why = ((Report.Stuck) report).why();
            assertThat(why.type()).isEqualTo("CHANGE_RETIRED");
            assertThat(why.message()).contains("'ask-first'").contains("ChangedTest.java:");
        }
    }
}
