package io.dormouse.testkit;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.workflow.JournalEntry;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Code that does not come out the same is caught; a test comes out the same each time. */
class DeterminismTest {
    private static WorkflowTest<Integer, String> of(Workflow<Integer, String> code) {
        return WorkflowTest.of("careless", Integer.class, String.class, code)
                .stub(IaasService.class, IaasService::create, request -> Provision.server(request.model()));
    }

    @Nested
    class ACarelessWorkflow {
        @Test
        void shouldBeCaughtDoingOtherSteps() {
            AtomicInteger turns = new AtomicInteger();
            assertCaught(of((n, flow) -> {
                        if (turns.getAndIncrement() % 2 == 0) await(flow.run("even", () -> 1));
                        else await(flow.run("odd", () -> 1));
                        return "done";
                    }))
                    .hasMessageContaining("command 0 was run 'even' at ")
                    .hasMessageContaining("and is run 'odd' at ")
                    .hasMessageContaining("DeterminismTest.java:");
        }

        @Test
        void shouldBeCaughtReadingTheClock() {
            assertCaught(of((n, flow) -> {
                        await(flow.sleepUntil(Instant.now().plus(Duration.ofDays(10_000))));
                        return "done";
                    }))
                    .hasMessageContaining("command 0 was timer 'until' until ");
        }

        @Test
        void shouldBeCaughtSendingOtherArguments() {
            assertCaught(of((n, flow) -> await(flow.service(IaasService.class)
                                    .create(new CreateServer("model-" + System.nanoTime())))
                            .id()))
                    .hasMessageContaining("command 0, call 'iaas.v1/create' at ")
                    .hasMessageContaining("was sent with {\"request\":{\"model\":\"model-");
        }

        @Test
        void shouldBeCaughtStoppingEarly() {
            AtomicInteger turns = new AtomicInteger();
            assertCaught(of((n, flow) -> {
                        if (turns.getAndIncrement() == 0) await(flow.run("once", () -> 1));
                        return "done";
                    }))
                    .hasMessageContaining("once");
        }

        @Test
        void shouldBeCaughtEndingOtherwise() {
            AtomicInteger turns = new AtomicInteger();
            assertCaught(of((n, flow) -> "turn " + turns.getAndIncrement()))
                    .hasMessageContaining(
                            "it ended with {\"success\":\"turn 0\"}, and ends with {\"success\":\"turn 1\"} now");
        }

        @Test
        void shouldGetAwayWithItWhenRunOnce() {
            AtomicInteger turns = new AtomicInteger();
            assertThat(of((n, flow) -> "turn " + turns.getAndIncrement())
                            .runOnce()
                            .run(1)
                            .result())
                    .isEqualTo("turn 0");
        }

        private org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertCaught(
                WorkflowTest<Integer, String> test) {
            return assertThatThrownBy(() -> test.run(1))
                    .isInstanceOf(NotDeterministicError.class)
                    .hasMessageStartingWith("the workflow test does not come out the same when it runs again: ");
        }
    }

    @Nested
    class ACarefulWorkflow {
        @Test
        void shouldPassWithRandomValuesAndTimesOfTheFlow() {
            WorkflowRun<String> run = of((n, flow) -> {
                        StringBuilder seen = new StringBuilder();
                        for (int i = 0; i < n; i++) {
                            int dice = flow.random().nextInt(6);
                            String step = await(flow.run("step " + dice + flow.uuid(), () -> "x" + dice));
                            seen.append(step);
                            await(flow.sleepUntil(flow.now().plusSeconds(dice + 1)));
                        }
                        return seen.toString();
                    })
                    .run(30);
            assertThat(run.status()).isEqualTo(Status.COMPLETED);
        }
    }

    @Test
    void shouldComeOutTheSameEachTime() {
        List<JournalEntry> first = crowd().journal();
        IntStream.range(0, 10).forEach(again -> assertThat(crowd().journal()).isEqualTo(first));
    }

    /** Much at once: steps, computations, calls, timers and races, with callbacks. */
    private static WorkflowRun<String> crowd() {
        WorkflowRun<String> run = of(DeterminismTest::muchAtOnce).run(5);
        assertThat(run.result()).isNotEmpty();
        return run;
    }

    private static String muchAtOnce(Integer width, Flow flow) {
        IaasService iaas = flow.service(IaasService.class);
        List<Future<String>> all = IntStream.range(0, width)
                .boxed()
                .<Future<String>>mapMulti((i, futures) -> {
                    futures.accept(
                            flow.run("run " + i, () -> "r" + i).compose(r -> flow.run("then " + r, () -> r + "!")));
                    futures.accept(flow.compute("compute " + i, () -> "c" + i));
                    futures.accept(iaas.create(new CreateServer("m" + i)).map(server -> server.model()));
                    futures.accept(flow.any(
                            () -> flow.sleep(Duration.ofSeconds(i + 1)).map("slept"),
                            () -> iaas.create(new CreateServer("raced " + i)).map(server -> server.model())));
                })
                .toList();
        return String.join(",", await(flow.all(all)));
    }
}
