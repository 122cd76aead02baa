package io.dormouse.testkit;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.iaas.IaasFailure;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.workflow.JournalEntry;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Retry;
import io.dormouse.flow.Saga;
import io.dormouse.flow.Step;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every verb that has no test of its own, in memory. */
class VerbsTest {
    private static WorkflowTest<Integer, String> of(Workflow<Integer, String> code) {
        return WorkflowTest.of("verb", Integer.class, String.class, code)
                .stub(IaasService.class, IaasService::create, request -> Provision.server(request.model()))
                .stub(IaasService.class, IaasService::delete, request -> null);
    }

    @Nested
    class Steps {
        @Test
        void shouldRunWhereverTheyAre() {
            WorkflowRun<String> run = of((n, flow) -> await(flow.run("plain", () -> "a"))
                            + await(flow.compute("computed", () -> "b"))
                            + await(flow.run("future", () -> Future.succeededFuture("c")))
                            + await(flow.runStage("stage", () -> CompletableFuture.completedFuture("d"))))
                    .run(1);
            assertThat(run.result()).isEqualTo("abcd");
            assertThat(run.steps()).containsExactly("plain", "computed", "future", "stage");
        }

        @Test
        void shouldBeTriedAgainAsTheRuleSays() {
            AtomicInteger attempts = new AtomicInteger();
            WorkflowRun<String> run = of((n, flow) -> await(flow.with(Retry.exponential(Duration.ofHours(1))
                                    .upTo(Duration.ofDays(1))
                                    .attempts(4))
                            .run("shaky", () -> {
                                if (attempts.incrementAndGet() < 4) throw new IllegalStateException("not yet");
                                return "after " + attempts;
                            })))
                    .run(1);
            assertThat(run.result()).isEqualTo("after 4");
            assertThat(run.now()).isEqualTo(Instant.parse("2026-01-01T07:00:00Z"));
        }

        @Test
        void shouldGoOnWhereTheAttemptBeforeWas() {
            WorkflowRun<String> run = of((n, flow) -> await(flow.with(Retry.exponential(Duration.ofSeconds(1)))
                            .run("counts", () -> {
                                int done = Step.progress(Integer.class).orElse(0);
                                Step.heartbeat(done + 1);
                                if (done < n) throw new IllegalStateException("half-way");
                                return "counted to " + done;
                            })))
                    .run(3);
            assertThat(run.result()).isEqualTo("counted to 3");
        }

        @Test
        void shouldFailWhenTheyAreSilent() {
            AtomicInteger attempts = new AtomicInteger();
            WorkflowRun<String> run = of((n, flow) -> await(flow.with(
                                    Retry.exponential(Duration.ofSeconds(1)).silence(Duration.ofMinutes(10)))
                            .run("hangs once", () -> {
                                if (attempts.getAndIncrement() == 0) new CountDownLatch(1).await();
                                return "attempt " + attempts;
                            })))
                    .run(1);
            assertThat(run.result()).isEqualTo("attempt 2");
        }
    }

    @Nested
    class Branches {
        @Test
        void shouldRaceOnTheSameClock() {
            WorkflowRun<String> run = of((n, flow) -> await(flow.any(
                            () -> flow.sleep(Duration.ofHours(2)).map("slow"),
                            () -> flow.sleep(Duration.ofHours(1)).map("fast"))))
                    .run(1);
            assertThat(run.result()).isEqualTo("fast");
            assertThat(run.now()).isEqualTo(Instant.parse("2026-01-01T01:00:00Z"));
        }
    }

    @Nested
    class Sagas {
        @Test
        void shouldUndoWhenTold() {
            WorkflowRun<String> run = of((n, flow) -> {
                        IaasService iaas = flow.service(IaasService.class);
                        Saga saga = flow.saga();
                        Server server = await(iaas.create(new CreateServer("B6")));
                        saga.compensate(() -> iaas.delete(new DeleteServer(server.id())));
                        await(saga.undo());
                        return "undone";
                    })
                    .run(1);
            assertThat(run.calls()).extracting(Call::name).containsExactly("iaas.v1/create", "iaas.v1/delete");
            assertThat(run.result()).isEqualTo("undone");
        }

        @Test
        void shouldCountAsCompensationsWhatComesAfterTheFailure() {
            WorkflowRun<String> run = of((n, flow) -> {
                        Saga saga = flow.saga();
                        await(flow.run("first", () -> 1));
                        saga.compensate(() -> flow.run("undo first", () -> 1));
                        await(flow.run("second", () -> 2));
                        saga.compensate(() -> flow.run("undo second", () -> 2));
                        throw IaasFailure.SERVER_UNKNOWN.exception("it is gone");
                    })
                    .run(1);
            assertThat(run.status()).isEqualTo(Status.FAILED);
            assertThat(run.compensations()).containsExactly("undo second", "undo first");
            assertThat(run.steps()).containsExactly("first", "second", "undo second", "undo first");
        }
    }

    @Nested
    class NextRuns {
        @Test
        void shouldTakeUnreadSignalsAlong() {
            WorkflowRun<String> run = of(NextRuns::turn).start(2);
            run.signal("word", "a").signal("word", "b").signal("word", "c");
            assertThat(run.result()).isEqualTo("c");
            assertThat(run.run()).isEqualTo(2);
            assertThat(run.journal(0)).extracting(JournalEntry::type).endsWith("ContinuedAsNew");
        }

        private static String turn(Integer left, Flow flow) {
            String word = await(flow.signal("word", String.class));
            return left == 0 ? word : flow.continueAsNew(left - 1);
        }
    }

    @Nested
    class Changes {
        @Test
        void shouldBeInForceInNewRuns() {
            WorkflowRun<String> run = of((n, flow) -> {
                        flow.retire("old-times");
                        return flow.changed("new-path") ? await(flow.run("new", () -> "new")) : "old";
                    })
                    .run(1);
            assertThat(run.result()).isEqualTo("new");
        }
    }

    @Nested
    class Facts {
        @Test
        void shouldBeSeenAsTheyAreSaid() {
            WorkflowRun<String> run = of((n, flow) -> {
                        flow.status("half-way");
                        flow.tag("stage", "one");
                        await(flow.sleep(Duration.ofDays(1)));
                        flow.tag("team", "");
                        flow.status("done");
                        return "told";
                    })
                    .tag("team", "sre")
                    .start(1);
            assertThat(run.statusText()).contains("half-way");
            assertThat(run.tags()).containsEntry("stage", "one").containsEntry("team", "sre");
            run.finish();
            assertThat(run.statusText()).contains("done");
            assertThat(run.tags()).containsOnlyKeys("stage");
        }
    }
}
