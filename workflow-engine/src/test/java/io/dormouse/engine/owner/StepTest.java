package io.dormouse.engine.owner;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.FlowMisuseException;
import io.dormouse.flow.Retry;
import io.dormouse.flow.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Local steps: those that last, those that fall silent, those that are asynchronous themselves. */
final class StepTest {
    private static final Retry FOR_EVER = Retry.exponential(Duration.ofSeconds(1));

    @Nested
    final class Progress {
        @Test
        void shouldBeThereForTheNextAttempt() {
            List<Optional<Integer>> found = Collections.synchronizedList(new ArrayList<>());
            OwnerUnderTest test = new OwnerUnderTest()
                    .code(
                            "w",
                            (input, flow) -> await(flow.with(FOR_EVER).run("copy", () -> {
                                found.add(Step.progress(Integer.class));
                                if (found.size() < 3) {
                                    Step.heartbeat(found.size() * 10);
                                    throw new IllegalStateException("interrupted at " + found.size());
                                }
                                return "copied";
                            })));
            test.started("w", "w", Status.COMPLETED);
            assertThat(found).containsExactly(Optional.empty(), Optional.of(10), Optional.of(20));
        }

        @Test
        void shouldOutliveTheProcess() {
            List<Optional<Integer>> found = Collections.synchronizedList(new ArrayList<>());
            CountDownLatch mayEnd = new CountDownLatch(1);
            OwnerUnderTest test = new OwnerUnderTest()
                    .code(
                            "w",
                            (input, flow) -> await(flow.run("copy", () -> {
                                found.add(Step.progress(Integer.class));
                                if (found.size() > 1) return "copied";
                                Step.heartbeat(42);
                                mayEnd.await();
                                return "too late";
                            })));
            test.start("w", "w");
            test.until(
                    "the progress is durable",
                    () -> test.store.rows.containsKey("w")
                            && test.store.journalOf("w").contains(new Entry.Progressed(0, "42")));
            test.restart().until("w", Status.COMPLETED);
            assertThat(found).containsExactly(Optional.empty(), Optional.of(42));
            assertThat(test.store.rowOf("w").result()).contains("\"copied\"");
            mayEnd.countDown();
        }

        @Test
        void shouldBeWrittenNoMoreOftenThanEveryTenSeconds() {
            CountDownLatch beaten = new CountDownLatch(1);
            CountDownLatch mayEnd = new CountDownLatch(1);
            OwnerUnderTest test = new OwnerUnderTest()
                    .code(
                            "w",
                            (input, flow) -> await(flow.run("copy", () -> {
                                for (int i = 0; i < 1_000; i++) Step.heartbeat(i);
                                beaten.countDown();
                                mayEnd.await();
                                return "copied";
                            })));
            test.start("w", "w");
            test.until("beaten", () -> beaten.getCount() == 0);
            test.loop.runAll();
            mayEnd.countDown();
            test.until("w", Status.COMPLETED);
            assertThat(test.store.journalOf("w"))
                    .filteredOn(Entry.Progressed.class::isInstance)
                    .hasSizeLessThan(3);
        }

        @Test
        void shouldBeRefusedWhenItIsTooLongAndOutsideOfAStep() {
            OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
                try {
                    Step.heartbeat(1);
                } catch (FlowMisuseException e) {
                    return await(flow.run("copy", () -> {
                        Step.heartbeat("x".repeat(70_000));
                        return e.getMessage();
                    }));
                }
                return "no";
            });
            test.started("w", "w", Status.FAILED);
            assertThat(test.store.rowOf("w").failure().orElseThrow()).contains("65536");
        }
    }

    @Nested
    final class Silence {
        @Test
        void shouldInterruptTheAttemptAndTryAgain() {
            AtomicInteger attempts = new AtomicInteger();
            AtomicInteger interrupted = new AtomicInteger();
            OwnerUnderTest test = new OwnerUnderTest()
                    .code(
                            "w",
                            (input, flow) -> await(flow.with(FOR_EVER.silence(Duration.ofSeconds(30)))
                                    .run("hangs", () -> {
                                        if (attempts.incrementAndGet() > 1) return "works";
                                        try {
                                            new CountDownLatch(1).await();
                                        } catch (InterruptedException e) {
                                            interrupted.incrementAndGet();
                                        }
                                        return "the late result of an attempt that was given up";
                                    })));
            test.start("w", "w");
            test.until("it hangs", () -> attempts.get() == 1);
            test.loop.advance(Duration.ofMinutes(1));
            test.until("w", Status.COMPLETED);
            assertThat(test.store.rowOf("w").result()).contains("\"works\"");
            test.until("interrupted", () -> interrupted.get() == 1);
        }

        @Test
        void shouldBeBrokenByEveryHeartbeat() {
            CountDownLatch mayEnd = new CountDownLatch(1);
            AtomicInteger attempts = new AtomicInteger();
            AtomicInteger beats = new AtomicInteger();
            AtomicInteger wanted = new AtomicInteger();
            OwnerUnderTest test = new OwnerUnderTest()
                    .code(
                            "w",
                            (input, flow) -> await(flow.with(FOR_EVER.silence(Duration.ofSeconds(30)))
                                    .run("works", () -> {
                                        attempts.incrementAndGet();
                                        while (mayEnd.getCount() > 0) {
                                            if (beats.get() < wanted.get()) {
                                                Step.heartbeat(beats.get());
                                                beats.incrementAndGet();
                                            }
                                            Thread.onSpinWait();
                                            Thread.yield();
                                        }
                                        return "done";
                                    })));
            test.start("w", "w");
            test.until("it works", () -> attempts.get() == 1);
            for (int beat = 1; beat <= 5; beat++) {
                wanted.incrementAndGet();
                int expected = beat;
                test.loop.runUntil("beaten", () -> beats.get() == expected);
                test.loop.runAll();
                test.loop.advance(Duration.ofSeconds(20));
            }
            mayEnd.countDown();
            test.until("w", Status.COMPLETED);
            assertThat(attempts).hasValue(1);
        }

        @Test
        void shouldFailTheStepWhenThereIsNoOtherAttempt() {
            OwnerUnderTest test = new OwnerUnderTest()
                    .code(
                            "w",
                            (input, flow) -> await(flow.with(Retry.none().silence(Duration.ofSeconds(30)))
                                    .run("hangs", () -> {
                                        new CountDownLatch(1).await();
                                        return "never";
                                    })));
            test.start("w", "w");
            test.until("started", () -> test.store.rows.containsKey("w"));
            test.aWhile();
            test.loop.advance(Duration.ofMinutes(1));
            test.until("w", Status.FAILED);
            assertThat(test.store.rowOf("w").failure().orElseThrow()).contains("gave no heartbeat for PT30S");
        }
    }

    @Nested
    final class Asynchronous {
        @Test
        void shouldLastUntilItsFutureIsComplete() {
            Promise<String> promise = Promise.promise();
            OwnerUnderTest test =
                    new OwnerUnderTest().code("w", (input, flow) -> await(flow.run("async", promise::future)));
            test.start("w", "w");
            test.aWhile();
            assertThat(test.store.statusOf("w")).isEqualTo(Status.RUNNING);
            promise.complete("done");
            test.until("w", Status.COMPLETED);
        }

        @Test
        void shouldLeaveItsThreadMeanwhile() {
            Promise<String> promise = Promise.promise();
            List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
            OwnerUnderTest test = new OwnerUnderTest()
                    .code(
                            "w",
                            (input, flow) -> await(flow.run("async", () -> {
                                threads.add(Thread.currentThread());
                                return promise.future();
                            })));
            test.start("w", "w");
            test.until(
                    "its thread has ended",
                    () -> !threads.isEmpty() && !threads.getFirst().isAlive());
            assertThat(test.store.statusOf("w")).isEqualTo(Status.RUNNING);
            promise.complete("done");
            test.until("w", Status.COMPLETED);
            assertThat(test.store.rowOf("w").result()).contains("\"done\"");
        }

        @Test
        void shouldBeGivenUpWhenItIsSilent() {
            List<Promise<String>> attempts = Collections.synchronizedList(new ArrayList<>());
            OwnerUnderTest test = new OwnerUnderTest()
                    .code(
                            "w",
                            (input, flow) -> await(flow.with(FOR_EVER.silence(Duration.ofSeconds(30)))
                                    .run("async", () -> {
                                        attempts.add(Promise.promise());
                                        return attempts.getLast().future();
                                    })));
            test.start("w", "w");
            test.until("it is asked for", () -> attempts.size() == 1);
            test.loop.advance(Duration.ofSeconds(35));
            test.until("it is asked for again", () -> attempts.size() == 2);
            attempts.getFirst().complete("too late");
            test.aWhile();
            attempts.getLast().complete("in time");
            test.until("w", Status.COMPLETED);
            assertThat(test.store.rowOf("w").result()).contains("\"in time\"");
        }

        @Test
        void shouldFailAsItsStageDoes() {
            OwnerUnderTest test = new OwnerUnderTest()
                    .code(
                            "w",
                            (input, flow) -> await(flow.runStage(
                                    "async",
                                    () -> CompletableFuture.failedFuture(new IllegalStateException("broken")))));
            test.started("w", "w", Status.FAILED);
            assertThat(test.store.rowOf("w").failure().orElseThrow()).contains("broken");
        }

        @Test
        void shouldHaveTheSameKeyInEveryAttempt() {
            List<String> keys = Collections.synchronizedList(new ArrayList<>());
            OwnerUnderTest test = new OwnerUnderTest()
                    .code(
                            "w",
                            (input, flow) -> await(flow.with(FOR_EVER).run("async", () -> {
                                keys.add(Step.key());
                                return keys.size() < 3
                                        ? Future.<String>failedFuture("not yet")
                                        : Future.succeededFuture("done");
                            })));
            test.started("w", "w", Status.COMPLETED);
            assertThat(keys).containsExactly("w/0/0", "w/0/0", "w/0/0");
        }
    }
}
