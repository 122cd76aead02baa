package io.dormouse.engine.owner;

import static io.dormouse.engine.owner.OwnerUnderTest.order;
import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.FlowMisuseException;
import io.dormouse.flow.StepFailedException;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is too much, what cannot be, and what does not come back: each a clear error, and nothing is lost. */
final class LimitsTest {
    private static String failure(OwnerUnderTest test) {
        return test.store.rowOf("w").failure().orElseThrow();
    }

    @Nested
    final class ALongJournal {
        private static final Workflow<Object, Object> ENDLESS = (input, flow) -> {
            flow.saga().compensate(() -> flow.run("undo", () -> "undone"));
            for (int i = 0; ; i++) {
                int value = i;
                await(flow.run("s", () -> value));
            }
        };

        /** Started, and nothing but completed steps. */
        private static OwnerUnderTest withSteps(int steps) {
            OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> await(flow.event("e", String.class)));
            test.started("w", "w", Status.WAITING);
            test.done(test.owner.pause(order("w", "boss", "")));
            TreeMap<Long, Recorded> journal = test.store.entriesOf("w");
            journal.tailMap(1L).clear();
            for (int seq = 0; seq < steps; seq++) {
                journal.put(
                        seq + 1L,
                        new Recorded(
                                seq + 1L,
                                test.loop.now(),
                                new Entry.Completed(
                                        seq,
                                        Kind.RUN,
                                        "s",
                                        "X.java:1",
                                        new Outcome.Success("1", null),
                                        Optional.empty())));
            }
            return test.code("w", ENDLESS);
        }

        @Test
        void shouldFailTheNextCommandWithAdviceAndStillUndo() {
            OwnerUnderTest test = withSteps(9_998);
            test.done(test.owner.resume(order("w", "boss", "")));
            test.until("w", Status.FAILED);
            assertThat(failure(test)).contains("10000 entries").contains("flow.continueAsNew");
            List<Entry> journal = test.store.journalOf("w");
            assertThat(journal)
                    .filteredOn(entry ->
                            entry instanceof Entry.Completed done && done.name().equals("s"))
                    .hasSize(10_000);
            assertThat(journal)
                    .anyMatch(entry ->
                            entry instanceof Entry.Completed done && done.name().equals("undo"));
        }

        @Test
        void shouldGoOnBelowTheLimit() {
            OwnerUnderTest test = withSteps(5_000);
            test.code("w", (input, flow) -> {
                for (int i = 0; i < 5_100; i++) await(flow.run("s", () -> 1));
                return "done";
            });
            test.done(test.owner.resume(order("w", "boss", "")));
            test.until("w", Status.COMPLETED);
        }
    }

    @Nested
    final class Values {
        @Test
        void shouldLetTheWorkflowCatchAPayloadThatIsTooLong() {
            OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
                try {
                    return await(flow.run("big", () -> "x".repeat(2_000_000)));
                } catch (StepFailedException e) {
                    return String.valueOf(e.getMessage());
                }
            });
            test.started("w", "w", Status.COMPLETED);
            assertThat(test.store.rowOf("w").result().orElseThrow()).contains("larger than 1 MiB");
        }

        @Test
        void shouldFailAndUndoWhenTheResultCannotBeWritten() {
            AtomicInteger undone = new AtomicInteger();
            OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
                flow.saga().compensate(() -> flow.run("undo", undone::incrementAndGet));
                return Map.of("thread", Thread.currentThread());
            });
            test.started("w", "w", Status.FAILED);
            assertThat(failure(test)).contains("the result of the workflow");
            assertThat(undone).hasValue(1);
        }

        @Test
        void shouldUndoWhenAnAssertionFails() {
            AtomicInteger undone = new AtomicInteger();
            OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
                flow.saga().compensate(() -> flow.run("undo", undone::incrementAndGet));
                throw new AssertionError("never so");
            });
            test.started("w", "w", Status.FAILED);
            assertThat(undone).hasValue(1);
        }

        @Test
        void shouldBeStuckOnAResultThatCannotBeReadAnyMoreAndGoOnWithCodeThatCan() {
            OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
                String step = await(flow.run("s", String.class, () -> "text"));
                return step + await(flow.signal("go", String.class));
            });
            test.started("w", "w", Status.WAITING);
            Workflow<Object, Object> fits = Objects.requireNonNull(test.code.get("w"));
            test.code(
                    "w",
                    (input, flow) ->
                            await(flow.run("s", Integer.class, () -> 1)) + await(flow.signal("go", String.class)));
            test.restart().owner.load(List.of("w"));
            test.until("w", Status.STUCK);
            assertThat(failure(test)).contains("RESULT_UNREADABLE").contains("command 0, run 's'");
            test.code("w", fits);
            test.restart().owner.load(List.of("w"));
            test.done(test.owner.signal("w", "go", "\"!\"", "s1", "tester"));
            test.until("w", Status.COMPLETED);
        }

        @Test
        void shouldBeStuckOnAnEntryOfANewerVersionAndLoseNothing() {
            OwnerUnderTest test = new OwnerUnderTest()
                    .code("w", (input, flow) -> await(flow.signal("go", String.class)))
                    .started("w", "w", Status.WAITING);
            test.store.tooNew.add("w");
            test.restart().owner.load(List.of("w"));
            test.until("w", Status.STUCK);
            assertThat(failure(test)).contains("version");
            test.done(test.owner.signal("w", "go", "\"!\"", "s1", "tester"));
            test.store.tooNew.clear();
            test.restart().until("w", Status.COMPLETED);
        }

        @Test
        void shouldTakeAnExceptionWhoseClassIsGoneByItsName() {
            OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
                try {
                    return await(flow.event("e", String.class));
                } catch (RuntimeException e) {
                    return String.valueOf(e.getMessage());
                }
            });
            test.started("w", "w", Status.WAITING);
            test.done(test.owner.complete(
                    order("w", "boss", ""),
                    0,
                    0,
                    new Outcome.Failure("com.acme.GoneException", 0, "it is gone", false)));
            test.until("w", Status.COMPLETED);
            assertThat(test.store.rowOf("w").result().orElseThrow()).contains("it is gone");
        }
    }

    @Nested
    final class AThreadThatDoesNotComeBack {
        private static void untilItShows(OwnerUnderTest test, String what) {
            test.until("it shows " + what, () -> {
                test.loop.advance(Duration.ofMillis(500));
                return test.store.rows.containsKey("w")
                        && test.store.rowOf("w").waitingFor().orElse("").contains(what);
            });
        }

        @Test
        void shouldBeToldWithItsLineAndForgottenWhenItDoes() {
            AtomicBoolean mayGoOn = new AtomicBoolean();
            OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
                while (!mayGoOn.get()) Thread.onSpinWait();
                return await(flow.signal("go", String.class));
            });
            test.start("w", "w");
            untilItShows(test, "its own code, which holds its thread at");
            assertThat(test.store.rowOf("w").waitingFor().orElseThrow()).contains("LimitsTest.java:");
            mayGoOn.set(true);
            test.until("w", Status.WAITING);
            assertThat(test.store.rowOf("w").waitingFor()).contains("signal go");
        }

        @Test
        void shouldBeToldOfOneThatBlocksToo() {
            CountDownLatch mayGoOn = new CountDownLatch(1);
            OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
                mayGoOn.await();
                return "done";
            });
            test.start("w", "w");
            untilItShows(test, "holds its thread");
            mayGoOn.countDown();
            test.until("w", Status.COMPLETED);
        }

        @Test
        void shouldBeStuckWhenItBlocksInTheAwaitOfVertx() {
            Promise<String> never = Promise.promise();
            OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> Future.await(never.future()));
            test.start("w", "w");
            test.until("it is found", () -> {
                test.loop.advance(Duration.ofMillis(500));
                return test.store.rows.containsKey("w") && test.store.statusOf("w") == Status.STUCK;
            });
            assertThat(failure(test)).contains("Future.await() of Vert.x at").contains("LimitsTest.java:");
            test.code("w", (input, flow) -> "fits");
            test.done(test.owner.retry(order("w", "boss", ""), Optional.empty()));
            test.until("w", Status.COMPLETED);
        }

        @Test
        void shouldBeTerminatedLikeAnyOther() {
            AtomicBoolean mayGoOn = new AtomicBoolean();
            OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
                while (!mayGoOn.get()) Thread.onSpinWait();
                return "done";
            });
            test.start("w", "w");
            test.until("started", () -> test.store.rows.containsKey("w"));
            test.done(test.owner.terminate(order("w", "boss", "it spins")));
            assertThat(test.store.statusOf("w")).isEqualTo(Status.TERMINATED);
            mayGoOn.set(true);
            test.loop.advance(Duration.ofSeconds(1));
            assertThat(test.store.statusOf("w")).isEqualTo(Status.TERMINATED);
        }
    }

    @Nested
    final class Misuse {
        private static String misuse(Workflow<Object, Object> code) {
            OwnerUnderTest test = new OwnerUnderTest().code("w", code);
            test.started("w", "w", Status.FAILED);
            assertThat(failure(test)).contains(FlowMisuseException.class.getName());
            return failure(test);
        }

        @Test
        void shouldSayThatNobodyCanCompleteWhatIsAwaited() {
            assertThat(misuse((input, flow) -> await(Promise.promise().future())))
                    .contains("this future can never complete");
        }

        @Test
        void shouldSayThatACommandWasNeverAwaited() {
            assertThat(misuse((input, flow) -> {
                        flow.run("forgotten", () -> 1);
                        return "done";
                    }))
                    .contains("'forgotten'")
                    .contains("LimitsTest.java:");
        }

        @Test
        void shouldSayThatATextIsTooLong() {
            assertThat(misuse((input, flow) -> {
                        flow.status("x".repeat(1_001));
                        return "done";
                    }))
                    .contains("1000 characters");
            assertThat(misuse((input, flow) -> {
                        for (int i = 0; i < 21; i++) flow.tag("t" + i, "v");
                        return "done";
                    }))
                    .contains("20 tags");
        }
    }

    @Nested
    final class WhatItSaysOfItself {
        @Test
        void shouldStandInTheRow() {
            OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
                flow.status("counting sheep");
                flow.tag("customer", "acme");
                flow.tag("gone", "soon");
                flow.tag("gone", "");
                return await(flow.signal("go", String.class));
            });
            test.started("w", "w", Status.WAITING);
            assertThat(test.store.rowOf("w").statusText()).contains("counting sheep");
            assertThat(test.store.rowOf("w").tags()).isEqualTo(Map.of("customer", "acme"));
            test.done(test.owner.signal("w", "go", "\"!\"", "s1", "tester"));
            test.until("w", Status.COMPLETED);
            assertThat(test.store.rowOf("w").tags()).isEqualTo(Map.of("customer", "acme"));
        }

        @Test
        void shouldNotBeWrittenAgainByAReplay() {
            OwnerUnderTest test = new OwnerUnderTest(0).code("w", (input, flow) -> {
                flow.status("first");
                await(flow.run("s", () -> "s"));
                flow.status("second");
                String one = await(flow.signal("go", String.class));
                return one + await(flow.signal("go", String.class));
            });
            test.started("w", "w", Status.WAITING);
            test.aWhile();
            int before = test.store.committed.size();
            test.done(test.owner.signal("w", "go", "\"!\"", "s1", "tester"));
            test.until("w", Status.WAITING);
            assertThat(test.store.committed.subList(before, test.store.committed.size()))
                    .allMatch(part -> part.change()
                            .map(change -> change.statusText().equals(Optional.of("second")))
                            .orElse(true));
        }
    }
}
