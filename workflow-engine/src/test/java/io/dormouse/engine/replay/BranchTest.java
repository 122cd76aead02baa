package io.dormouse.engine.replay;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.flow.CancelledException;
import io.dormouse.flow.TimedOutException;
import io.dormouse.flow.Workflow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Races, time limits, sagas, signals, cancellation: what a journal leads to. */
final class BranchTest {
    private static Outcome success(String json) {
        return new Outcome.Success(json, null);
    }

    private static Outcome failure() {
        return new Outcome.Failure("E", 0, "broken", false);
    }

    private static Report.Ended ended(Report report) {
        assertThat(report).isInstanceOf(Report.Ended.class);
        return (Report.Ended) report;
    }

    private static Report.Parked parked(Report report) {
        assertThat(report).isInstanceOf(Report.Parked.class);
        return (Report.Parked) report;
    }

    @Nested
    final class ARace {
        private final Workflow<Object, Object> race = (input, flow) -> {
            String winner = await(flow.<String>any(() -> flow.run("a", () -> ""), () -> flow.run("b", () -> "")));
            return winner + await(flow.run("after", () -> ""));
        };

        @Test
        void shouldGiveTheFirstSuccessAndGiveUpTheOther() throws InterruptedException {
            Replay replay = Replay.of(race);
            assertThat(parked(replay.report()).given())
                    .extracting(Command::name)
                    .containsExactly("a", "b");
            replay.completed(1, "b", "\"b\"");
            Report.Parked after = parked(replay.report());
            assertThat(after.given()).extracting(Command::name).containsExactly("after");
            assertThat(after.unwanted()).extracting(Unwanted::name).containsExactly("a");
            replay.completed(2, "after", "\"!\"");
            assertThat(ended(replay.report()).outcome()).isEqualTo(success("\"b!\""));
        }

        @Test
        void shouldNotBeDecidedByAFailureWhileSomebodyRuns() throws InterruptedException {
            Replay replay = Replay.of(race).completed(0, Kind.RUN, "a", failure());
            assertThat(parked(replay.report()).given())
                    .extracting(Command::name)
                    .containsExactly("b");
            replay.completed(1, Kind.RUN, "b", failure());
            assertThat(ended(replay.report()).outcome()).isInstanceOf(Outcome.Failure.class);
        }

        @Test
        void shouldPassOverALateResultOfTheLoser() throws InterruptedException {
            Replay replay = Replay.of(race)
                    .completed(1, "b", "\"b\"")
                    .completed(0, "a", "\"late\"")
                    .completed(2, "after", "\"!\"");
            assertThat(ended(replay.report()).outcome()).isEqualTo(success("\"b!\""));
        }

        @Test
        void shouldSayAgainThatACallWhichMayHaveLeftIsUnwanted() throws InterruptedException {
            Replay replay = Replay.of(race).called(0, Kind.RUN, "a").completed(1, "b", "\"b\"");
            assertThat(parked(replay.report()).unwanted())
                    .extracting(Unwanted::seq)
                    .containsExactly(0);
        }

        @Test
        void shouldLetALoserGiveNoMore() throws InterruptedException {
            Workflow<Object, Object> chained = (input, flow) -> await(flow.<String>any(
                    () -> flow.<String>run("a", () -> "").compose(a -> flow.run("never", () -> "")),
                    () -> flow.run("b", () -> "")));
            Replay replay = Replay.of(chained).completed(1, "b", "\"b\"").completed(0, "a", "\"late\"");
            assertThat(ended(replay.report()).outcome()).isEqualTo(success("\"b\""));
        }
    }

    @Nested
    final class ATimeLimit {
        private final Workflow<Object, Object> limited = (input, flow) -> {
            try {
                return await(flow.withTimeout(Duration.ofMinutes(1), () -> flow.run("slow", () -> "")));
            } catch (TimedOutException e) {
                return "gave up after " + e.timeout();
            }
        };

        @Test
        void shouldGiveTheResultAndDropTheTimer() throws InterruptedException {
            Replay replay = Replay.of(limited);
            assertThat(parked(replay.report()).given())
                    .extracting(Command::kind)
                    .containsExactly(Kind.RUN, Kind.TIMER);
            replay.completed(0, "slow", "\"done\"");
            Report.Ended end = ended(replay.report());
            assertThat(end.outcome()).isEqualTo(success("\"done\""));
            assertThat(end.unwanted()).extracting(Unwanted::kind).containsExactly(Kind.TIMER);
        }

        @Test
        void shouldFailWhenTheTimeIsUpAndGiveUpTheBranch() throws InterruptedException {
            Replay replay = Replay.of(limited);
            replay.report();
            replay.completed(1, Kind.TIMER, "sleep", success("null"));
            Report.Ended end = ended(replay.report());
            assertThat(end.outcome()).isEqualTo(success("\"gave up after PT1M\""));
            assertThat(end.unwanted()).extracting(Unwanted::name).containsExactly("slow");
        }
    }

    @Nested
    final class ASaga {
        private final Workflow<Object, Object> saga = (input, flow) -> {
            var undo = flow.saga();
            await(flow.run("one", () -> ""));
            undo.compensate(() -> flow.run("undo one", () -> ""));
            await(flow.run("two", () -> ""));
            undo.compensate(() -> flow.run("undo two", () -> ""));
            return await(flow.run("three", () -> ""));
        };

        @Test
        void shouldUndoInReverseWhenTheWorkflowFails() throws InterruptedException {
            Replay replay = Replay.of(saga)
                    .completed(0, "one", "\"\"")
                    .completed(1, "two", "\"\"")
                    .completed(2, Kind.RUN, "three", failure());
            assertThat(parked(replay.report()).given())
                    .extracting(Command::name)
                    .containsExactly("undo two");
            replay.completed(3, Kind.RUN, "undo two", failure());
            assertThat(parked(replay.report()).given())
                    .extracting(Command::name)
                    .containsExactly("undo one");
            replay.completed(4, "undo one", "\"\"");
            assertThat(ended(replay.report()).outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failure.class, e -> assertThat(e.message()).contains("broken"));
        }

        @Test
        void shouldUndoWhenItIsCancelledAndNotBeInterruptedInThat() throws InterruptedException {
            Replay replay = Replay.of(saga).completed(0, "one", "\"\"");
            replay.report();
            replay.cancelled();
            assertThat(parked(replay.report()).given())
                    .extracting(Command::name)
                    .containsExactly("undo one");
            replay.cancelled();
            parked(replay.report());
            replay.completed(2, "undo one", "\"\"");
            assertThat(ended(replay.report()).byCancellation()).isTrue();
        }

        @Test
        void shouldLeaveWhatIsDoneWhenAllGoesWell() throws InterruptedException {
            Replay replay = Replay.of(saga)
                    .completed(0, "one", "\"\"")
                    .completed(1, "two", "\"\"")
                    .completed(2, "three", "\"x\"");
            assertThat(ended(replay.report()).outcome()).isEqualTo(success("\"x\""));
        }
    }

    @Nested
    final class Signals {
        private final Workflow<Object, Object> twoSignals = (input, flow) -> {
            await(flow.run("first", () -> ""));
            return List.of(await(flow.signal("go", String.class)), await(flow.signal("go", String.class)));
        };

        @Test
        void shouldBeKeptInOrderUntilTheyAreAskedFor() throws InterruptedException {
            Replay replay = Replay.of(twoSignals)
                    .signalled("go", "\"1\"")
                    .completed(0, "first", "\"\"")
                    .signalled("other", "0")
                    .signalled("go", "\"2\"");
            assertThat(ended(replay.report()).outcome()).isEqualTo(success("[\"1\",\"2\"]"));
        }

        @Test
        void shouldCompleteTheOneThatWaits() throws InterruptedException {
            Replay replay = Replay.of(twoSignals).completed(0, "first", "\"\"");
            assertThat(parked(replay.report()).given())
                    .extracting(Command::kind)
                    .containsExactly(Kind.SIGNAL);
            replay.signalled("go", "\"1\"");
            Report.Parked second = parked(replay.report());
            assertThat(second.unwanted()).extracting(Unwanted::seq).containsExactly(1);
            assertThat(second.given()).extracting(Command::seq).containsExactly(2);
        }
    }

    @Nested
    final class ACancellation {
        @Test
        void shouldBeThrownOnceByTheAwaitThatIsUnderWay() throws InterruptedException {
            Workflow<Object, Object> goesOn = (input, flow) -> {
                try {
                    await(flow.run("long", () -> ""));
                } catch (CancelledException e) {
                    return e.getMessage() + " " + await(flow.run("clean up", () -> ""));
                }
                return "not reached";
            };
            Replay replay = Replay.of(goesOn).cancelled().completed(1, "clean up", "\"cleaned\"");
            Report.Ended end = ended(replay.report());
            assertThat(end.outcome()).isEqualTo(success("\"cancelled by boss: enough cleaned\""));
            assertThat(end.byCancellation()).isFalse();
        }

        @Test
        void shouldEndTheWorkflowThatLetsItOut() throws InterruptedException {
            Workflow<Object, Object> waits = (input, flow) -> await(flow.run("long", () -> ""));
            assertThat(ended(Replay.of(waits).cancelled().report()).byCancellation())
                    .isTrue();
        }
    }
}
