package io.dormouse.engine.owner;

import static io.dormouse.engine.owner.OwnerUnderTest.order;
import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.owner.OwnerUnderTest.Calls;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.Question;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A workflow made from a position of another one. */
final class ForkTest {
    private static final AtomicInteger STEPS = new AtomicInteger();

    /** Started, Completed s, Called call, Called question. */
    private static final Workflow<Object, Object> OPEN_THINGS = (input, flow) -> {
        String step = await(flow.run("s", () -> "s" + STEPS.incrementAndGet()));
        Future<String> call = flow.service(Calls.class).make("create");
        boolean yes = await(flow.ask(new Question("Deploy?"))).approved();
        return step + await(call) + yes;
    };

    private static OwnerUnderTest source() {
        STEPS.set(0);
        OwnerUnderTest test = new OwnerUnderTest().code("w", OPEN_THINGS);
        test.start("w", "w");
        // No time passes before: a step that takes long is noted, and the entries behind it have other positions.
        test.loop.runUntil(
                "the step is durable",
                () -> test.store.rows.containsKey("w")
                        && test.store.journalOf("w").size() > 1);
        test.call("w/0/1");
        test.call("w/0/2").answer().complete("{}");
        test.aWhile();
        return test;
    }

    private static NewFork at(long position, String id) {
        return new NewFork("w", Optional.empty(), position, id, 2, 99, "boss", "what if");
    }

    @Test
    void shouldKeepValuesAndGiveOpenCallsAndQuestionsKeysOfItsOwn() {
        OwnerUnderTest test = source();
        Copied fork = test.done(test.owner.fork(at(3, "f")));
        assertThat(fork.created()).isTrue();
        assertThat(fork.redone()).extracting(Copied.Redo::key).containsExactly("w/0/1", "w/0/2");
        test.call("f/0/1").answer().complete("\"server\"");
        test.call("f/0/2").answer().complete("{}");
        test.trigger("approval:w.0.2", "true");
        test.aWhile();
        assertThat(test.store.statusOf("f").isEnd()).isFalse();
        test.trigger("approval:f.0.2", "false");
        test.until("f", Status.COMPLETED);
        assertThat(test.store.rowOf("f").result()).contains("\"s1serverfalse\"");
        assertThat(STEPS).hasValue(1);
        assertThat(test.store.statusOf("w")).isEqualTo(Status.RUNNING);
    }

    @Test
    void shouldNotTouchTheCallsOfItsSourceWhenItEnds() {
        OwnerUnderTest test = source();
        test.done(test.owner.fork(at(3, "f")));
        test.call("f/0/1");
        test.call("f/0/2");
        test.done(test.owner.terminate(order("f", "boss", "")));
        test.aWhile();
        assertThat(test.cancelled).containsOnly("f/0/1", "f/0/2");
    }

    @Test
    void shouldDrawTheSameValuesBeforeTheTurnAndOthersAfterIt() {
        List<String> drawn = Collections.synchronizedList(new ArrayList<>());
        OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
            String before = flow.uuid().toString();
            await(flow.run("s", () -> "s"));
            drawn.add(before + "|" + flow.uuid() + "|" + flow.now());
            return await(flow.signal("go", String.class));
        });
        test.started("w", "w", Status.WAITING);
        test.aWhile();
        test.done(test.owner.fork(at(1, "f")));
        test.until("drawn", () -> drawn.size() == 2);
        String[] source = drawn.get(0).split("\\|");
        String[] fork = drawn.get(1).split("\\|");
        assertThat(fork[0]).isEqualTo(source[0]);
        assertThat(fork[1]).isNotEqualTo(source[1]);
        assertThat(fork[2]).isEqualTo(source[2]);
    }

    @Test
    void shouldGoOnTheSameWayAfterARestart() {
        OwnerUnderTest test = source();
        test.done(test.owner.fork(at(3, "f")));
        test.call("f/0/1");
        test.restart();
        test.call("f/0/1").answer().complete("\"server\"");
        test.call("f/0/2").answer().complete("{}");
        test.trigger("approval:f.0.2", "true");
        test.until("f", Status.COMPLETED);
        assertThat(test.store.rowOf("f").result()).contains("\"s1servertrue\"");
    }

    @Test
    void shouldTakeNothingOverOfARewindOfItsSource() {
        OwnerUnderTest test = source();
        test.done(test.owner.rewind(order("w", "boss", ""), 1, 77));
        test.until("carried", () -> test.store.journalOf("w").stream().anyMatch(Entry.Called.class::isInstance));
        Copied fork = test.done(test.owner.fork(at(2, "f")));
        assertThat(fork.created()).isTrue();
        test.call("f/0/1").answer().complete("\"server\"");
        test.call("f/0/2").answer().complete("{}");
        test.trigger("approval:f.0.2", "true");
        test.until("f", Status.COMPLETED);
        test.aWhile();
        assertThat(test.cancelled).isEmpty();
    }

    @Test
    void shouldForkAForkAndRewindIt() {
        OwnerUnderTest test = source();
        test.done(test.owner.fork(at(3, "f")));
        test.call("f/0/1");
        test.done(test.owner.fork(new NewFork("f", Optional.empty(), 2, "g", 3, 100, "boss", "what if again")));
        test.call("g/0/1");
        test.done(test.owner.rewind(order("f", "boss", ""), 4, 5));
        test.until(
                "asked again under its own key",
                () -> test.sentKeys().stream().filter("f/0/1"::equals).count() == 2);
        assertThat(test.refused(test.owner.rewind(order("f", "boss", ""), 2, 5)))
                .hasMessageContaining("were copied from w")
                .hasMessageContaining("fork w once more");
    }

    @Test
    void shouldBeOneHoweverOftenItIsAsked() {
        OwnerUnderTest test = source();
        test.done(test.owner.fork(at(3, "f")));
        Copied again = test.done(test.owner.fork(at(3, "f")));
        assertThat(again.created()).isFalse();
        assertThat(test.refused(test.owner.fork(at(1, "f")))).hasMessageContaining("belongs to another workflow");
    }

    @Test
    void shouldRefuseWhatIsNotThere() {
        OwnerUnderTest test = source();
        assertThat(test.refused(test.owner.fork(at(9, "f")))).hasMessageContaining("no entry 9");
        assertThat(test.refused(test.owner.fork(new NewFork("w", Optional.of(4), 1, "f", 2, 99, "boss", ""))))
                .hasMessageContaining("no run 4");
        assertThat(test.refused(test.owner.fork(new NewFork("never", Optional.empty(), 1, "f", 2, 99, "boss", ""))))
                .hasMessageContaining("no workflow");
    }

    @Test
    void shouldForkFromARunThatIsClosed() {
        OwnerUnderTest test = source();
        test.done(test.owner.rewind(order("w", "boss", ""), 0, 77));
        test.done(test.owner.fork(new NewFork("w", Optional.of(0), 1, "f", 2, 99, "boss", "")));
        test.call("f/0/1").answer().complete("\"server\"");
        test.call("f/0/2").answer().complete("{}");
        test.trigger("approval:f.0.2", "true");
        test.until("f", Status.COMPLETED);
        assertThat(test.store.rowOf("f").result()).contains("\"s1servertrue\"");
    }
}
