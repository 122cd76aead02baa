package io.dormouse.engine.owner;

import static io.dormouse.engine.owner.OwnerUnderTest.order;
import static io.dormouse.engine.owner.RewindTest.go;
import static io.dormouse.engine.owner.RewindTest.make;
import static io.dormouse.engine.owner.RewindTest.rewind;
import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of calls that were under way when a workflow is taken back in place. */
final class RewindUnderWayTest {
    private static final Workflow<Object, Object> CALL_AND_SIGNAL = (input, flow) -> {
        Future<String> call = make(flow, "create");
        String word = await(flow.signal("go", String.class));
        await(flow.run("s", () -> "s"));
        return word + await(call);
    };

    private static OwnerUnderTest underWay() {
        OwnerUnderTest test = new OwnerUnderTest().code("w", CALL_AND_SIGNAL);
        test.start("w", "w");
        test.call("w/0/0");
        go(test, "s1");
        test.until("the step is done", () -> test.completions("w", 2) == 1);
        return test;
    }

    @Test
    void shouldKeepTheKeyOfACallThatIsPending() {
        OwnerUnderTest test = underWay();
        rewind(test, 0);
        test.until("asked again", () -> test.sent.size() == 2);
        assertThat(test.sentKeys()).containsOnly("w/0/0");
        test.sent.getLast().answer().complete("\"server\"");
        test.until("w", Status.COMPLETED);
        test.aWhile();
        assertThat(test.cancelled).isEmpty();
    }

    @Test
    void shouldKeepItWhenTheRunIsRewoundOnceMore() {
        OwnerUnderTest test = underWay();
        rewind(test, 1);
        test.until("asked again", () -> test.sent.size() == 2);
        rewind(test, 0);
        test.until("asked again", () -> test.sent.size() == 3);
        rewind(test, 0);
        test.until("asked again", () -> test.sent.size() == 4);
        assertThat(test.sentKeys()).containsOnly("w/0/0");
        test.restart();
        test.call("w/0/0").answer().complete("\"server\"");
        test.until("w", Status.COMPLETED);
        test.aWhile();
        assertThat(test.cancelled).isEmpty();
    }

    @Test
    void shouldKeepItWhenTheWorkflowIsPaused() {
        OwnerUnderTest test = underWay();
        test.done(test.owner.pause(order("w", "boss", "")));
        rewind(test, 0);
        test.until("asked again", () -> test.sent.size() == 2);
        assertThat(test.sentKeys()).containsOnly("w/0/0");
    }

    @Test
    void shouldWithdrawItWhenOtherCodeDoesNotGiveItAgain() {
        OwnerUnderTest test = underWay();
        test.code("w", (input, flow) -> await(flow.event("other", String.class)));
        rewind(test, 0);
        test.until("withdrawn", () -> test.cancelled.contains("w/0/0"));
        test.until("w", Status.WAITING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"WAITING", "PAUSED", "STUCK"})
    void shouldRenewTheKeyOfACallThatHadLostItsRace(String state) {
        AtomicInteger mismatch = new AtomicInteger();
        Workflow<Object, Object> race = (input, flow) -> {
            await(flow.<String>any(() -> make(flow, "create"), () -> flow.event("won", String.class)));
            if (mismatch.get() == 0) await(flow.event("later", String.class));
            return await(flow.event("never", String.class));
        };
        OwnerUnderTest test = new OwnerUnderTest().code("w", race);
        test.start("w", "w");
        test.call("w/0/0");
        test.trigger("won", "\"x\"");
        test.until("withdrawn", () -> test.cancelled.contains("w/0/0"));
        test.until("w", Status.WAITING);
        if (state.equals("PAUSED")) test.done(test.owner.pause(order("w", "boss", "")));
        if (state.equals("STUCK")) {
            test.trigger("later", "\"x\"");
            test.until("it goes on", () -> test.completions("w", 2) == 1);
            test.until("w", Status.WAITING);
            mismatch.set(1);
            test.restart().owner.load(List.of("w"));
            test.until("w", Status.STUCK);
        }
        rewind(test, 0);
        test.until("given under a new key", () -> test.sentKeys().contains("w/1/0"));
    }

    @Test
    void shouldRenewAllKeysOfARunThatHasEnded() {
        OwnerUnderTest test = underWay();
        test.done(test.owner.terminate(order("w", "boss", "")));
        test.until("withdrawn", () -> test.cancelled.contains("w/0/0"));
        rewind(test, 1);
        test.call("w/1/0").answer().complete("\"server\"");
        test.until("w", Status.COMPLETED);
    }

    @Test
    void shouldNotWithdrawWhatWasGivenBeforeTheTurnAndNotedAfterIt() {
        OwnerUnderTest test = new OwnerUnderTest().code("w", CALL_AND_SIGNAL);
        test.done(test.owner.start(new NewWorkflow(
                "w",
                1,
                "w",
                1,
                true,
                "null",
                "tester",
                7,
                Optional.empty(),
                Map.of(),
                Optional.of(new Entry.Signalled("go", "\"!\"", "s0")))));
        test.call("w/0/0");
        test.until("the step is done", () -> test.completions("w", 2) == 1);
        rewind(test, 1);
        test.until("asked again", () -> test.sent.size() == 2);
        assertThat(test.sentKeys()).containsOnly("w/0/0");
        test.sent.getLast().answer().complete("\"server\"");
        test.until("w", Status.COMPLETED);
        test.aWhile();
        assertThat(test.cancelled).isEmpty();
    }
}
