package io.dormouse.engine.owner;

import static io.dormouse.engine.owner.OwnerUnderTest.order;
import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallFailure;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.owner.OwnerUnderTest.Calls;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.Retry;
import io.dormouse.flow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried again: by a rule of the author, by itself, or because an operator wants it now. */
final class RetryTest {
    private static final Workflow<Object, Object> CALL =
            (input, flow) -> await(flow.service(Calls.class).make("create"));

    private static void retry(OwnerUnderTest test) {
        test.done(test.owner.retry(order("w", "boss", "now"), Optional.empty()));
    }

    @Nested
    final class AnOperatorsRetry {
        @Test
        void shouldCutThePauseOfAStepShort() {
            AtomicInteger attempts = new AtomicInteger();
            AtomicBoolean works = new AtomicBoolean();
            OwnerUnderTest test = new OwnerUnderTest()
                    .code(
                            "w",
                            (input, flow) -> await(flow.with(Retry.exponential(Duration.ofDays(1)))
                                    .run("flaky", () -> {
                                        attempts.incrementAndGet();
                                        if (!works.get()) throw new IllegalStateException("not yet");
                                        return "at last";
                                    })));
            test.start("w", "w");
            test.until("it is known to fail", () -> waitsFor(test).contains("attempt 1 failed: not yet"));
            works.set(true);
            Instant before = test.loop.now();
            test.done(test.owner.retry(order("w", "boss", "now"), Optional.of(0)));
            test.until("w", Status.COMPLETED);
            assertThat(test.loop.now()).isBefore(before.plus(Duration.ofMinutes(1)));
            assertThat(attempts).hasValue(2);
            assertThat(test.store.journalOf("w")).contains(new Entry.Retried(Optional.of(0), "boss", "now"));
        }

        @Test
        void shouldCutThePauseOfACallShort() {
            OwnerUnderTest test = new OwnerUnderTest().code("w", CALL);
            test.start("w", "w");
            for (int failures = 1; failures <= 12; failures++) {
                int sent = failures;
                test.until("sent", () -> test.sent.size() == sent);
                test.sent.getLast().answer().fail(CallFailure.UNAVAILABLE.exception("away"));
                if (failures < 12) test.loop.advance(Duration.ofMinutes(1));
            }
            test.until("it is known to fail", () -> waitsFor(test).contains("away"));
            retry(test);
            test.until("sent at once", () -> test.sent.size() == 13);
            test.sent.getLast().answer().complete("\"server\"");
            test.until("w", Status.COMPLETED);
            assertThat(test.sentKeys()).containsOnly("w/0/0");
        }

        @Test
        void shouldLetAStuckOneTryAgain() {
            OwnerUnderTest test = new OwnerUnderTest().started("w", "w", Status.STUCK);
            retry(test);
            test.until("w", Status.STUCK);
            test.code("w", (input, flow) -> "fits");
            retry(test);
            test.until("w", Status.COMPLETED);
        }

        @Test
        void shouldLetAStuckOneTryAgainAfterItsFlushWasLost() {
            OwnerUnderTest test = new OwnerUnderTest().started("w", "w", Status.STUCK);
            test.code("w", (input, flow) -> "fits");
            test.refused(test.loseTheFlush(() -> test.owner.retry(order("w", "boss", ""), Optional.empty())));
            retry(test);
            test.until("w", Status.COMPLETED);
            assertThat(test.store.entriesOf("w").keySet()).containsExactly(0L, 1L, 2L);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 100})
        void shouldBeRefusedByOneWithNothingThatFails(int warmLimit) {
            OwnerUnderTest test = new OwnerUnderTest(warmLimit)
                    .code("w", (input, flow) -> await(flow.event("e", String.class)))
                    .started("w", "w", Status.WAITING);
            test.aWhile();
            assertThat(test.refused(test.owner.retry(order("w", "boss", ""), Optional.empty())))
                    .hasMessageContaining("nothing that fails");
            test.trigger("e", "\"x\"");
            test.until("w", Status.COMPLETED);
            assertThat(test.refused(test.owner.retry(order("w", "boss", ""), Optional.empty())))
                    .hasMessageContaining("COMPLETED");
        }

        @Test
        void shouldBeRefusedByOneThatIsPaused() {
            OwnerUnderTest test = new OwnerUnderTest()
                    .code("w", (input, flow) -> await(flow.event("e", String.class)))
                    .started("w", "w", Status.WAITING);
            test.done(test.owner.pause(order("w", "boss", "")));
            assertThat(test.refused(test.owner.retry(order("w", "boss", ""), Optional.empty())))
                    .hasMessageContaining("resume it");
        }

        private static String waitsFor(OwnerUnderTest test) {
            return test.store.rows.containsKey("w")
                    ? test.store.rowOf("w").waitingFor().orElse("")
                    : "";
        }
    }

    @Nested
    final class ARuleForCalls {
        private static final Workflow<Object, Object> THREE_TIMES = (input, flow) -> await(
                flow.with(Retry.exponential(Duration.ofMinutes(1)).attempts(3).except("QUOTA"))
                        .service(Calls.class)
                        .make("create"));

        private static void refuse(OwnerUnderTest test, String key, String code) {
            test.call(key).answer().fail(new Bus.Refused(new Outcome.Failure(code, 7, code, true), false));
        }

        @Test
        void shouldGiveTheCallAnewUnderAKeyOfItsOwnAfterAPause() {
            OwnerUnderTest test = new OwnerUnderTest().code("w", THREE_TIMES);
            test.start("w", "w");
            refuse(test, "w/0/0", "BUSY");
            test.until("w", Status.WAITING);
            assertThat(test.store.waitsOf("w")).containsOnlyKeys(1);
            test.loop.advance(Duration.ofMinutes(2));
            test.call("w/0/2").answer().complete("\"server\"");
            test.until("w", Status.COMPLETED);
        }

        @Test
        void shouldCountOverACrash() {
            OwnerUnderTest test = new OwnerUnderTest().code("w", THREE_TIMES);
            test.start("w", "w");
            refuse(test, "w/0/0", "BUSY");
            test.until("w", Status.WAITING).restart();
            test.loop.advance(Duration.ofMinutes(2));
            refuse(test, "w/0/2", "BUSY");
            test.until("w", Status.WAITING).restart();
            test.loop.advance(Duration.ofMinutes(5));
            refuse(test, "w/0/4", "BUSY");
            test.until("w", Status.FAILED);
        }

        @Test
        void shouldEndWithAFailureThatIsFinal() {
            OwnerUnderTest test = new OwnerUnderTest().code("w", THREE_TIMES);
            test.start("w", "w");
            refuse(test, "w/0/0", "QUOTA");
            test.until("w", Status.FAILED);
            assertThat(test.sent).hasSize(1);
        }
    }
}
