package io.dormouse.engine.owner;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.owner.OwnerUnderTest.Calls;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ServiceCallTest {
    private static final Workflow<Object, Object> CALL =
            (input, flow) -> await(flow.service(Calls.class).make("create"));

    @Test
    void shouldSendACallOnlyWhenItIsInTheJournal() {
        OwnerUnderTest test = new OwnerUnderTest().code("call", CALL);
        test.start("call", "w");
        test.loop.runUntil("started", () -> test.store.rows.containsKey("w"));
        test.store.hold = true;
        test.loop.runUntil("noted", () -> !test.store.held.isEmpty());
        assertThat(test.sent).isEmpty();
        test.store.hold = false;
        test.store.commit(test.store.held.remove());
        test.loop.runUntil("sent", () -> test.sent.size() == 1);
        assertThat(test.sent.getFirst().key()).isEqualTo("w/0/0");
        assertThat(test.sent.getFirst().actor()).isEqualTo("tester");
    }

    @Test
    void shouldTryAgainWithTheSameKeyAndSayWhatTroublesIt() {
        OwnerUnderTest test = new OwnerUnderTest().code("call", CALL);
        test.start("call", "w");
        test.loop.runUntil("sent", () -> test.sent.size() == 1);
        test.sent.getFirst().answer().fail(new IllegalStateException("nobody there"));
        test.loop.runUntil(
                "said",
                () -> test.store
                        .rowOf("w")
                        .waitingFor()
                        .filter(text -> text.contains("nobody there"))
                        .isPresent());
        test.loop.advance(Duration.ofSeconds(1));
        assertThat(test.sent).hasSize(2).extracting(OwnerUnderTest.Sent::key).containsOnly("w/0/0");
        test.sent.getLast().answer().complete("\"server\"");
        test.until("w", Status.COMPLETED);
    }

    @Test
    void shouldShowACallThatLasts() {
        OwnerUnderTest test = new OwnerUnderTest().code("call", CALL);
        test.start("call", "w");
        test.loop.runUntil("sent", () -> test.sent.size() == 1);

        test.loop.advance(Duration.ofSeconds(1));

        assertThat(test.store.rowOf("w").waitingFor().orElseThrow()).contains("cloud.v1/create");
    }

    @Test
    void shouldShowACallThatLastsWhileOthersAreAnswered() {
        OwnerUnderTest test = new OwnerUnderTest().code("calls", (input, flow) -> {
            Calls calls = flow.service(Calls.class);
            Future<String> slow = calls.make("slow");
            for (int number = 0; number < 5; number++) await(calls.make("fast"));
            return await(slow);
        });
        test.start("calls", "w");
        for (int answered = 1; answered <= 5; answered++) {
            OwnerUnderTest.Sent fast = test.call("w/0/" + answered);
            test.loop.advance(Duration.ofMillis(300));
            fast.answer().complete("\"done\"");
        }

        assertThat(test.store.rowOf("w").waitingFor().orElse("")).contains("slow");
    }

    @Test
    void shouldWriteNoRowForCallsThatAreAnsweredSoon() {
        OwnerUnderTest test = new OwnerUnderTest().code("calls", (input, flow) -> {
            for (int number = 0; number < 5; number++)
                await(flow.service(Calls.class).make("fast"));
            return "done";
        });
        test.start("calls", "w");
        for (int answered = 0; answered < 5; answered++) {
            OwnerUnderTest.Sent fast = test.call("w/0/" + answered);
            test.loop.advance(Duration.ofMillis(200));
            fast.answer().complete("\"done\"");
        }
        test.until("w", Status.COMPLETED);

        assertThat(test.store.committed.stream().filter(part -> part.change().isPresent()))
                .as("flushes that change the row")
                .hasSize(1);
    }

    @Test
    void shouldBeStuckWhenItsKeyBelongsToAnotherRequest() {
        OwnerUnderTest test = new OwnerUnderTest().code("call", CALL);
        test.start("call", "w");
        test.loop.runUntil("sent", () -> test.sent.size() == 1);
        test.sent
                .getFirst()
                .answer()
                .fail(new Bus.Refused(new Outcome.Failure("KEY_REUSED", 1003, "this and that", false), true));
        test.until("w", Status.STUCK);
        assertThat(test.store.rowOf("w").failure().orElseThrow()).contains("this and that");
    }

    @Test
    void shouldWithdrawWhatIsStillUnderWayWhenItEnds() {
        OwnerUnderTest test = new OwnerUnderTest().code("two", (input, flow) -> {
            Future<String> nobodyWaits = flow.service(Calls.class).make("create");
            Future<String> fails = flow.service(Calls.class).make("fail");
            return await(flow.all(List.of(nobodyWaits, fails)));
        });
        test.answerToCancel = Future.failedFuture("the adapter is restarting");
        test.start("two", "w");
        test.loop.runUntil("sent", () -> test.sent.size() == 2);
        test.sent.getLast().answer().fail(new Bus.Refused(new Outcome.Failure("NO", 1, "no", false), false));
        test.until("w", Status.FAILED);
        assertThat(test.store.cancellations).containsOnlyKeys("w/0/0");
        test.answerToCancel = Future.succeededFuture();
        test.loop.runUntil("forgotten", () -> {
            test.loop.advance(Duration.ofSeconds(1));
            return test.store.cancellations.isEmpty();
        });
        assertThat(test.cancelled).hasSizeGreaterThan(1).containsOnly("w/0/0");
    }
}
