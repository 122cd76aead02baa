package io.dormouse.engine.owner;

import static io.dormouse.engine.owner.OwnerUnderTest.order;
import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.workflow.WorkflowException;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.owner.OwnerUnderTest.Calls;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.CallFailedException;
import io.dormouse.flow.Question;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person gives the result that a workflow waits for. */
final class CompleteByHandTest {
    private static final Workflow<Object, Object> EVENT = (input, flow) -> await(flow.event("e", String.class));
    private static final Workflow<Object, Object> CALL =
            (input, flow) -> await(flow.service(Calls.class).make("create"));

    private static Future<Void> complete(OwnerUnderTest test, int seq, String json) {
        return test.owner.complete(order("w", "boss", "I know it"), 0, seq, new Outcome.Success(json, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void shouldGiveTheResultAndSayWhoDid(int warmLimit) {
        OwnerUnderTest test = new OwnerUnderTest(warmLimit).code("w", EVENT).started("w", "w", Status.WAITING);
        test.aWhile();
        test.done(complete(test, 0, "\"by hand\""));
        test.until("w", Status.COMPLETED);
        assertThat(test.store.rowOf("w").result()).contains("\"by hand\"");
        assertThat(test.store.waitsOf("w")).isEmpty();
        assertThat(test.store.journalOf("w"))
                .filteredOn(Entry.Completed.class::isInstance)
                .singleElement()
                .extracting(entry -> ((Entry.Completed) entry).by())
                .isEqualTo(Optional.of("boss"));
        assertThat(test.store.committed)
                .anyMatch(part ->
                        part.audit().stream().anyMatch(row -> row.action().equals("complete")));
    }

    @Test
    void shouldWithdrawACallThatWasSentAndTakeNoAnswerOfIt() {
        OwnerUnderTest test = new OwnerUnderTest().code("w", CALL);
        test.start("w", "w");
        OwnerUnderTest.Sent call = test.call("w/0/0");
        test.done(complete(test, 0, "\"by hand\""));
        call.answer().complete("\"late\"");
        test.until("w", Status.COMPLETED);
        assertThat(test.completions("w", 0)).isOne();
        assertThat(test.store.rowOf("w").result().orElseThrow()).contains("by hand");
        test.until("withdrawn", () -> test.cancelled.contains("w/0/0"));
    }

    @Test
    void shouldWithdrawItAlsoWhenTheProcessDiesAtOnce() {
        OwnerUnderTest test = new OwnerUnderTest().code("w", CALL);
        test.answerToCancel = Future.failedFuture("away");
        test.start("w", "w");
        test.call("w/0/0");
        test.done(complete(test, 0, "\"by hand\""));
        test.answerToCancel = Future.succeededFuture();
        test.cancelled.clear();
        test.restart().until("w", Status.COMPLETED);
        test.until("withdrawn", () -> test.store.cancellations.isEmpty());
        assertThat(test.cancelled).contains("w/0/0");
    }

    @Test
    void shouldGiveAFailure() {
        OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
            try {
                return await(flow.event("e", String.class));
            } catch (CallFailedException e) {
                return String.valueOf(e.getMessage());
            }
        });
        test.started("w", "w", Status.WAITING);
        test.done(test.owner.complete(
                order("w", "boss", ""), 0, 0, new Outcome.Failure("GIVEN_UP", 0, "nobody answers", false)));
        test.until("w", Status.COMPLETED);
        assertThat(test.store.rowOf("w").result().orElseThrow()).contains("nobody answers");
    }

    /** The completion has withdrawn the question: under its old key nobody would ever decide it. */
    @Test
    void shouldLetTheQuestionBeAskedAnewAfterARewindToBeforeIt() {
        OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
            boolean approved = await(flow.ask(Question.of("go on?"))).approved();
            return approved + await(flow.event("e", String.class));
        });
        test.start("w", "w");
        test.call("w/0/0").answer().complete("{}");
        test.until("w", Status.WAITING);
        test.done(complete(test, 0, "{\"approved\":true,\"by\":\"boss\",\"comment\":\"\"}"));
        test.until("w", Status.WAITING);

        test.done(test.owner.rewind(order("w", "boss", ""), 1, 77));

        test.until("asked anew", () -> test.sentKeys().contains("w/1/0"));
    }

    @Test
    void shouldRefuseWhatTheCodeCannotRead() {
        OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> await(flow.event("e", Integer.class)));
        test.started("w", "w", Status.WAITING);
        assertThat(test.refused(complete(test, 0, "\"no number\"")))
                .isInstanceOf(WorkflowException.class)
                .hasMessageContaining("cannot read this");
        assertThat(test.completions("w", 0)).isZero();
        test.done(complete(test, 0, "7"));
        test.until("w", Status.COMPLETED);
    }

    @Test
    void shouldRefuseASecondOneAndAnotherCommandAndAnotherRun() {
        OwnerUnderTest test = new OwnerUnderTest()
                .code("w", (input, flow) -> await(flow.event("e", String.class)) + await(flow.event("f", String.class)))
                .started("w", "w", Status.WAITING);
        test.done(complete(test, 0, "\"1\""));
        assertThat(test.refused(complete(test, 0, "\"2\""))).hasMessageContaining("does not wait for command 0");
        assertThat(test.refused(complete(test, 7, "\"2\""))).hasMessageContaining("does not wait for command 7");
        assertThat(test.refused(test.owner.complete(order("w", "boss", ""), 3, 1, Outcome.NOTHING)))
                .hasMessageContaining("of run 3");
        assertThat(test.refused(test.owner.complete(order("never", "boss", ""), 0, 0, Outcome.NOTHING)))
                .hasMessageContaining("no workflow");
    }

    @Test
    void shouldRefuseWhileItIsPausedOrHasEnded() {
        OwnerUnderTest test = new OwnerUnderTest().code("w", EVENT).started("w", "w", Status.WAITING);
        test.done(test.owner.pause(order("w", "boss", "")));
        assertThat(test.refused(complete(test, 0, "1"))).hasMessageContaining("PAUSED");
        test.done(test.owner.terminate(order("w", "boss", "")));
        assertThat(test.refused(complete(test, 0, "1"))).hasMessageContaining("TERMINATED");
    }

    @Test
    void shouldTakeNoResultOfAStepThatStillRuns() {
        CountDownLatch mayEnd = new CountDownLatch(1);
        OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
            String result = await(flow.run("slow", () -> {
                mayEnd.await();
                return "late";
            }));
            return result + await(flow.signal("go", String.class));
        });
        test.start("w", "w");
        test.until("it runs", () -> test.store.rows.containsKey("w"));
        test.done(complete(test, 0, "\"by hand\""));
        mayEnd.countDown();
        test.done(test.owner.signal("w", "go", "\"!\"", "s1", "tester"));
        test.until("w", Status.COMPLETED);
        assertThat(test.store.rowOf("w").result()).contains("\"by hand!\"");
        assertThat(test.completions("w", 0)).isOne();
    }

    @Test
    void shouldBeOneWhenTheAnswerToItsCommitIsLost() {
        OwnerUnderTest test = new OwnerUnderTest().code("w", EVENT).started("w", "w", Status.WAITING);
        test.refused(test.loseTheAnswer(() -> complete(test, 0, "\"by hand\"")));
        test.until("w", Status.COMPLETED);
        assertThat(test.completions("w", 0)).isOne();
    }

    @Test
    void shouldWaitForOneWhoseCodeIsJustBusy() {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
            mayGoOn.await();
            return await(flow.event("e", String.class));
        });
        test.start("w", "w");
        test.until("started", () -> test.store.rows.containsKey("w"));
        Future<Void> answer = complete(test, 0, "\"by hand\"");
        test.loop.advance(Duration.ofSeconds(1));
        assertThat(answer.isComplete()).isFalse();
        mayGoOn.countDown();
        test.done(answer);
        test.until("w", Status.COMPLETED);
    }
}
