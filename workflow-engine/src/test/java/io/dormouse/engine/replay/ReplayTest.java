package io.dormouse.engine.replay;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.flow.FlowMisuseException;
import io.dormouse.flow.Question;
import io.dormouse.flow.Retry;
import io.dormouse.flow.StepFailedException;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ReplayTest {
    private static final StepContext CONTEXT = new StepContext("k", Optional.empty(), progress -> {});

    private static final Workflow<Object, Object> TWO_STEPS = (input, flow) -> {
        String a = await(flow.run("a", () -> "never called here"));
        String b = await(flow.run("b", () -> "never called here"));
        return a + b;
    };

    private static Outcome.Failure stuck(Report report) {
        assertThat(report).isInstanceOf(Report.Stuck.class);
        return ((Report.Stuck) report).why();
    }

    private static Object ended(Report report) {
        assertThat(report).isInstanceOf(Report.Ended.class);
        return ((Report.Ended) report).outcome();
    }

    private static Outcome success(String json) {
        return new Outcome.Success(json, null);
    }

    @Nested
    final class GivenNothingButTheStart {
        @Test
        void shouldHandOverTheFirstCommandAndWhereItWaits() throws InterruptedException {
            Report report = Replay.of(TWO_STEPS).report();
            assertThat(report).isInstanceOfSatisfying(Report.Parked.class, parked -> {
                assertThat(parked.given()).extracting(Command::name).containsExactly("a");
                assertThat(parked.line()).startsWith("io.dormouse.engine.replay.ReplayTest(ReplayTest.java:");
                assertThat(parked.position()).isZero();
            });
        }

        @Test
        void shouldGoOnWithEachEntryThatIsPut() throws InterruptedException {
            Replay replay = Replay.of(TWO_STEPS);
            replay.report();
            replay.completed(0, "a", "\"x\"");
            assertThat(replay.report())
                    .isInstanceOfSatisfying(
                            Report.Parked.class,
                            parked -> assertThat(parked.given())
                                    .extracting(Command::seq)
                                    .containsExactly(1));
            replay.completed(1, "b", "\"y\"");
            assertThat(ended(replay.report())).isEqualTo(success("\"xy\""));
        }
    }

    @Nested
    final class GivenAJournal {
        @Test
        void shouldCarryOutOnlyWhatIsOpen() throws InterruptedException {
            Report report = Replay.of(TWO_STEPS).completed(0, "a", "\"x\"").report();
            assertThat(report)
                    .isInstanceOfSatisfying(
                            Report.Parked.class,
                            parked -> assertThat(parked.given())
                                    .extracting(Command::name)
                                    .containsExactly("b"));
        }

        @Test
        void shouldSayThatACallWasNotedBefore() throws InterruptedException {
            Report report = Replay.of(TWO_STEPS).called(0, Kind.RUN, "a").report();
            assertThat(report).isInstanceOfSatisfying(Report.Parked.class, parked -> {
                assertThat(parked.given()).extracting(Command::recorded).containsExactly(true);
                assertThat(parked.given()).extracting(Command::line).containsExactly("Old.java:0");
            });
        }

        @Test
        void shouldDeliverInTheOrderOfTheJournalWhateverTheOrderOfTheCode() throws InterruptedException {
            List<String> order = new ArrayList<>();
            Workflow<Object, Object> race = (input, flow) -> {
                Future<String> a = flow.<String>run("a", () -> "").onSuccess(order::add);
                Future<String> b = flow.<String>run("b", () -> "").onSuccess(order::add);
                await(flow.all(List.of(a, b)));
                return order;
            };
            Report report = Replay.of(race)
                    .completed(1, "b", "\"b first\"")
                    .completed(0, "a", "\"then a\"")
                    .report();
            assertThat(ended(report)).isEqualTo(success("[\"b first\",\"then a\"]"));
        }

        @Test
        void shouldGiveTheSameTimeAndRandomValuesAgain() throws InterruptedException {
            Workflow<Object, Object> derived = (input, flow) -> {
                UUID first = flow.uuid();
                Instant before = flow.now();
                await(flow.run("a", () -> ""));
                return List.of(
                        first, flow.uuid(), before, flow.now(), flow.random().nextInt());
            };
            Object once = ended(Replay.of(derived).completed(0, "a", "\"\"").report());
            Object again = ended(Replay.of(derived).completed(0, "a", "\"\"").report());
            assertThat(once).isEqualTo(again);
            assertThat(once.toString())
                    .contains(
                            Replay.START.toString(), Replay.START.plusSeconds(1).toString());
        }

        @Test
        void shouldThrowTheRecordedFailureOfAStep() throws InterruptedException {
            Workflow<Object, Object> caught = (input, flow) -> {
                try {
                    return await(flow.run("a", () -> ""));
                } catch (StepFailedException e) {
                    return e.type() + ": " + e.getMessage();
                }
            };
            Outcome failure = new Outcome.Failure("java.io.IOException", 0, "disk full", false);
            Report report =
                    Replay.of(caught).completed(0, Kind.RUN, "a", failure).report();
            assertThat(ended(report)).isEqualTo(success("\"java.io.IOException: disk full\""));
        }

        @Test
        void shouldCountATimerFromTheTimeOfTheEntryDeliveredLast() throws InterruptedException {
            Workflow<Object, Object> sleeper = (input, flow) -> {
                await(flow.run("a", () -> ""));
                return await(flow.sleep(Duration.ofHours(1)));
            };
            Report report = Replay.of(sleeper).completed(0, "a", "\"\"").report();
            assertThat(report)
                    .isInstanceOfSatisfying(
                            Report.Parked.class,
                            parked -> assertThat(parked.given().getFirst().request())
                                    .isEqualTo(new Request.Timer(Replay.START.plusSeconds(3601))));
        }

        @Test
        void shouldReadADecision() throws InterruptedException {
            Workflow<Object, Object> asks =
                    (input, flow) -> await(flow.ask(Question.of("go?"), "boss")).approved();
            Report report = Replay.of(asks)
                    .called(0, Kind.ASK, "ask")
                    .completed(0, Kind.ASK, "ask", success("true"))
                    .report();
            assertThat(ended(report)).isEqualTo(success("true"));
        }
    }

    @Nested
    final class GivenCodeThatDoesNotFit {
        @Test
        void shouldBeStuckWithBothSidesOfAnotherCommand() throws InterruptedException {
            Outcome.Failure why =
                    stuck(Replay.of(TWO_STEPS).completed(0, "z", "\"x\"").report());
            assertThat(why.type()).isEqualTo("MISMATCH");
            assertThat(why.message())
                    .contains(
                            "run 'a' at io.dormouse.engine.replay.ReplayTest(ReplayTest.java:",
                            "run 'z' (given at Old.java:0)");
        }

        @Test
        void shouldBeStuckOnACommandOfAnotherKind() throws InterruptedException {
            assertThat(stuck(Replay.of(TWO_STEPS).called(0, Kind.CALL, "a").report())
                            .type())
                    .isEqualTo("MISMATCH");
        }

        @Test
        void shouldBeStuckWhenTheCodeWaitsWithoutHavingGivenACommandOfTheJournal() throws InterruptedException {
            Outcome.Failure why = stuck(Replay.of(TWO_STEPS)
                    .completed(0, "a", "\"x\"")
                    .called(1, Kind.RUN, "b")
                    .called(2, Kind.CALL, "dns.v1/upsert")
                    .report());
            assertThat(why.message())
                    .contains(
                            "command 2",
                            "dns.v1/upsert",
                            "is at io.dormouse.engine.replay.ReplayTest(ReplayTest.java:");
        }

        @Test
        void shouldBeStuckWhenTheCodeEndsBeforeTheJournalDoes() throws InterruptedException {
            Workflow<Object, Object> shorter = (input, flow) -> await(flow.run("a", () -> ""));
            Outcome.Failure why = stuck(Replay.of(shorter)
                    .completed(0, "a", "\"x\"")
                    .completed(1, "b", "\"y\"")
                    .report());
            assertThat(why.message())
                    .contains("command 1", "'b'", "the code has come to its end without having given it");
        }

        @Test
        void shouldBeStuckEvenIfTheCodeCatchesEverything() throws InterruptedException {
            Workflow<Object, Object> swallows = (input, flow) -> {
                try {
                    await(flow.run("new", () -> ""));
                } catch (Throwable e) {
                    return "went on";
                }
                return "fine";
            };
            assertThat(stuck(Replay.of(swallows).completed(0, "old", "\"x\"").report())
                            .type())
                    .isEqualTo("MISMATCH");
        }

        @Test
        void shouldBeStuckOnAResultThatCannotBeRead() throws InterruptedException {
            Workflow<Object, Object> number = (input, flow) -> await(flow.run("a", Integer.class, () -> 1));
            Outcome.Failure why =
                    stuck(Replay.of(number).completed(0, "a", "\"no number\"").report());
            assertThat(why.type()).isEqualTo("RESULT_UNREADABLE");
            assertThat(why.message()).contains("run 'a'");
        }

        @Test
        void shouldAllowALaterCompletionOfWhatNobodyAwaits() throws InterruptedException {
            Workflow<Object, Object> first = (input, flow) -> {
                Future<String> a = flow.run("a", () -> "");
                flow.run("b", () -> "");
                return await(a);
            };
            Report report = Replay.of(first)
                    .completed(0, "a", "\"x\"")
                    .completed(1, "b", "\"y\"")
                    .report();
            assertThat(ended(report)).isEqualTo(success("\"x\""));
        }
    }

    @Nested
    final class GivenMisuse {
        @Test
        void shouldFailAtOnceOnAFutureThatNobodyCanComplete() throws InterruptedException {
            Workflow<Object, Object> waitsForNothing =
                    (input, flow) -> await(Promise.<String>promise().future());
            assertThat(ended(Replay.of(waitsForNothing).report()))
                    .isInstanceOfSatisfying(
                            Outcome.Failure.class,
                            failure -> assertThat(failure.message()).contains("can never complete"));
        }

        @Test
        void shouldRefuseAwaitOutsideAWorkflow() {
            assertThatThrownBy(() -> await(Future.succeededFuture()))
                    .isInstanceOf(FlowMisuseException.class)
                    .hasMessageContaining("thread of a workflow");
        }

        @Test
        void shouldRefuseTheFlowOnAnotherThread() throws InterruptedException {
            List<Throwable> thrown = new ArrayList<>();
            Workflow<Object, Object> leaks = (input, flow) -> {
                Thread other = Thread.ofVirtual().start(() -> {
                    try {
                        flow.run("a", () -> "");
                    } catch (FlowMisuseException e) {
                        thrown.add(e);
                    }
                });
                other.join();
                return "done";
            };
            assertThat(ended(Replay.of(leaks).report())).isEqualTo(success("\"done\""));
            assertThat(thrown)
                    .singleElement()
                    .satisfies(e -> assertThat(e).hasMessageContaining("not by the workflow's own thread"));
        }

        @Test
        void shouldFailWithAResultThatCannotBeStored() throws InterruptedException {
            Workflow<Object, Object> nul = (input, flow) -> "a\0b";
            assertThat(ended(Replay.of(nul).report()))
                    .isInstanceOfSatisfying(
                            Outcome.Failure.class,
                            failure -> assertThat(failure.message()).contains("NUL"));
        }
    }

    @Test
    void shouldKeepTheTypesOfResultsThatNeedOne() {
        record Pair(int a, String b) {}
        for (Object value : List.of(
                5L, 2.5, List.of(new Pair(1, "x")), Instant.EPOCH, List.of(), new Pair(2, "y"), UUID.randomUUID())) {
            Outcome outcome = run(
                    "s",
                    CONTEXT,
                    new Request.Local(() -> value, null, ReplayTest.class.getClassLoader(), Retry.none(), false));
            assertThat(outcome).isInstanceOf(Outcome.Success.class);
            Outcome.Success success = (Outcome.Success) outcome;
            assertThat(readBack(success)).isEqualTo(value);
        }
    }

    private static Outcome run(String name, StepContext context, Request.Local request) {
        return LocalStep.outcome(name, LocalStep.begin(context, request), request);
    }

    private static Object readBack(Outcome.Success success) {
        try {
            return Values.read(success.json(), ResultType.resolve(success.type(), ReplayTest.class.getClassLoader()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldTellToNameATypeThatCannotBeTold() {
        Outcome outcome = run(
                "s",
                CONTEXT,
                new Request.Local(() -> List.of("a", 1), null, ReplayTest.class.getClassLoader(), Retry.none(), false));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.message()).contains("flow.run(name, Type.class, step)"));
    }
}
