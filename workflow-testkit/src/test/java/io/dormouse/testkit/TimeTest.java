package io.dormouse.testkit;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.engine.store.Status;
import io.dormouse.flow.Flow;
import io.dormouse.flow.TimedOutException;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How time passes in a test. */
class TimeTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static WorkflowTest<Integer, List<String>> daily() {
        return WorkflowTest.<Integer, List<String>>of("daily", Integer.class, type(), (days, flow) -> {
            List<String> times = new ArrayList<>();
            for (int day = 0; day < days; day++) {
                await(flow.sleep(Duration.ofDays(1)));
                times.add(flow.now().toString());
            }
            return times;
        });
    }

    @SuppressWarnings("unchecked")
    private static Class<List<String>> type() {
        return (Class<List<String>>) (Class<?>) List.class;
    }

    @Nested
    class Run {
        @Test
        void shouldSkipToTheNextTimerByItself() {
            assertThat(daily().run(3).result())
                    .containsExactly("2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z", "2026-01-04T00:00:00Z");
        }

        @Test
        void shouldBeginWhenTheTestSays() {
            assertThat(daily().startingAt(Instant.parse("2030-05-01T12:00:00Z"))
                            .run(1)
                            .result())
                    .containsExactly("2030-05-02T12:00:00Z");
        }

        @Test
        void shouldSkipWhileACallIsUnderWayThatNeverAnswers() {
            WorkflowRun<String> run = WorkflowTest.of(
                            "patient", Integer.class, String.class, TimeTest::giveUpAfterAMonth)
                    .stub(Slow.class, Slow.NEVER)
                    .run(1);
            assertThat(run.result()).isEqualTo("gave up");
            assertThat(run.now()).isEqualTo(START.plus(Duration.ofDays(30)));
            assertThat(run.calls().getFirst().withdrawn()).isTrue();
        }

        @Test
        void shouldStopWhenNothingThatTheTestHasSaidCanWakeIt() {
            WorkflowRun<String> run = WorkflowTest.of(
                            "waits", Integer.class, String.class, (n, flow) -> await(flow.event("e", String.class)))
                    .run(1);
            assertThat(run.status()).isEqualTo(Status.WAITING);
            assertThatThrownBy(run::result)
                    .isInstanceOf(TestError.class)
                    .hasMessageContaining("the workflow test has no result: it is WAITING and waits for event e at")
                    .hasMessageContaining("TimeTest.java:");
        }

        @Test
        void shouldSayThatAWorkflowNeverEnds() {
            WorkflowTest<Integer, String> endless = WorkflowTest.of(
                            "endless", Integer.class, String.class, (n, flow) -> {
                                while (true) await(flow.sleep(Duration.ofDays(365)));
                            })
                    .runOnce();
            assertThatThrownBy(() -> endless.run(1))
                    .isInstanceOf(TestError.class)
                    .hasMessageContaining("has not ended within 36525 days of its time");
        }
    }

    @Test
    void shouldSayThatAWorkflowGoesOnForEver() {
        WorkflowTest<Integer, String> endless = WorkflowTest.of("turns", Integer.class, String.class, (n, flow) -> {
                    await(flow.sleep(Duration.ofSeconds(1)));
                    return flow.continueAsNew(n + 1);
                })
                .runOnce();
        assertThatThrownBy(() -> endless.run(0))
                .isInstanceOf(TestError.class)
                .hasMessageContaining("has gone on as a new run 1000 times");
    }

    private static String giveUpAfterAMonth(Integer ignored, Flow flow) {
        try {
            return await(flow.withTimeout(
                    Duration.ofDays(30), () -> flow.service(Slow.class).answer()));
        } catch (TimedOutException e) {
            return "gave up";
        }
    }

    /** A service that takes its time. */
    public interface Slow {
        /** Where it listens. */
        String ADDRESS = "slow.v1";

        /** One that never answers. */
        Slow NEVER = () -> Promise.<String>promise().future();

        /** Answers some time. */
        io.vertx.core.Future<String> answer();
    }

    @Nested
    class Start {
        @Test
        void shouldLetNoMoreTimePassThanItTakesToSeeWhatItWaitsFor() {
            WorkflowRun<List<String>> run = daily().start(1);
            assertThat(run.status()).isEqualTo(Status.WAITING);
            assertThat(run.waitingFor()).contains("time 2026-01-02T00:00:00Z");
            assertThat(run.now()).isBefore(START.plusSeconds(1));
        }

        @Test
        void shouldPassAsMuchTimeAsTheTestSays() {
            WorkflowRun<List<String>> run = daily().start(2);
            run.pass(Duration.ofHours(23));
            assertThat(run.steps()).isEmpty();
            assertThat(run.journal()).hasSize(1);
            run.pass(Duration.ofHours(2));
            assertThat(run.journal()).hasSize(2);
            assertThat(run.finish().status()).isEqualTo(Status.COMPLETED);
        }
    }

    @Nested
    class Plan {
        @Test
        void shouldHappenAtItsTime() {
            WorkflowRun<String> run = WorkflowTest.of("planned", Integer.class, String.class, (n, flow) -> {
                        String first = await(flow.signal("word", String.class));
                        return first + " at " + flow.now();
                    })
                    .after(Duration.ofDays(3), later -> later.signal("word", "hello"))
                    .run(1);
            assertThat(run.result()).isEqualTo("hello at 2026-01-04T00:00:00Z");
        }
    }
}
