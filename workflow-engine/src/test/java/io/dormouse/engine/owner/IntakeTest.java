package io.dormouse.engine.owner;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.engine.owner.OwnerUnderTest.Calls;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.FutureStep;
import io.dormouse.flow.Workflow;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class IntakeTest {
    private static final Workflow<Object, Object> WAITS = (input, flow) -> await(flow.event("e", String.class));
    private static final int MANY = 1_000;

    /** Long enough for the others to go on, too short for one that runs to make room. */
    private static final Duration A_MOMENT = Duration.ofMillis(500);

    private final Promise<String> longStep = Promise.promise();

    private static OwnerUnderTest asleep(int coming, int workflows, Workflow<Object, Object> code) {
        OwnerUnderTest test = new OwnerUnderTest(new MemoryLimits(0, coming, MANY)).code("w", code);
        IntStream.range(0, workflows).forEach(number -> test.started("w", "w" + number, Status.WAITING));
        test.aWhile();
        assertThat(test.store.loads).isEmpty();
        return test;
    }

    /** One that has run for a moment since its event came, while nobody else may come. */
    private OwnerUnderTest oneIsInside() {
        OwnerUnderTest test = new OwnerUnderTest(new MemoryLimits(0, 1, MANY)).code("long", (input, flow) -> {
            await(flow.event("go", String.class));
            return await(flow.run("long", (FutureStep<String>) longStep::future));
        });
        return test.started("long", "long", Status.WAITING);
    }

    private static void within(Duration time, OwnerUnderTest test, Runnable what) {
        Instant before = test.loop.now();
        what.run();
        assertThat(Duration.between(before, test.loop.now())).isLessThan(time);
    }

    private static List<String> ids(String prefix, int number) {
        return IntStream.range(0, number).mapToObj(each -> prefix + each).toList();
    }

    /** Whoever gives orders that are refused makes the owner look what is its own, as often as they like. */
    @Test
    void shouldNotReadAgainWhatIsBeingReadWhenNothingWasLost() {
        OwnerUnderTest test = asleep(1, 1, WAITS);
        test.store.whileLoading = () -> {
            if (test.store.loads.size() < 3) test.lose(Set.of());
        };

        test.trigger("e", "\"x\"");

        test.until("w0", Status.COMPLETED);
        assertThat(test.store.loads).containsExactly("w0");
    }

    @Test
    void shouldReadNoMoreThanTheStoreTakesTheEntriesOf() {
        OwnerUnderTest test = asleep(3, 10, WAITS);
        test.store.hold = true;

        test.trigger("e", "\"x\"");
        test.until("the first are written", () -> !test.store.held.isEmpty());
        test.aWhile();
        test.aWhile();

        assertThat(test.store.loads).hasSize(3);
        test.release();
        ids("w", 10).forEach(id -> test.until(id, Status.COMPLETED));
        assertThat(test.store.loads).hasSize(10);
    }

    @Test
    void shouldGoOnWhenThoseThatCameFallAsleepAgain() {
        OwnerUnderTest test = asleep(2, 4, WAITS);

        test.owner.load(ids("w", 4));

        within(A_MOMENT.multipliedBy(2), test, () -> test.until("all were read", () -> test.store.loads.size() == 4));
    }

    @Test
    void shouldGoOnWhenThoseThatCameAreNotThere() {
        OwnerUnderTest test = asleep(2, 1, WAITS);

        test.owner.load(ids("nobody", 100));
        test.owner.load(List.of("w0"));

        within(A_MOMENT, test, () -> test.until("all were read", () -> test.store.loads.contains("w0")));
    }

    @Test
    void shouldNotWaitForServices() {
        OwnerUnderTest test = new OwnerUnderTest(new MemoryLimits(0, 1, MANY))
                .code("w", (input, flow) -> await(flow.service(Calls.class).make("create")));
        ids("w", 5).forEach(id -> test.start("w", id));
        test.until("all were sent", () -> test.sent.size() == 5);

        test.restart();

        within(A_MOMENT, test, () -> test.until("all were sent again", () -> test.sent.size() == 5));
    }

    @Test
    void shouldNotWaitForTheStepsOfThoseThatHaveToRun() {
        OwnerUnderTest test = new OwnerUnderTest(new MemoryLimits(0, 1, MANY))
                .code("w", (input, flow) -> await(flow.run("long", (FutureStep<String>) longStep::future)));
        ids("w", 5).forEach(id -> test.started("w", id, Status.RUNNING));

        test.restart();

        within(A_MOMENT, test, () -> test.until("all run again", () -> test.store.loads.size() == 5));
    }

    @Test
    void shouldNotWaitForOneThatIsBusyForLong() {
        OwnerUnderTest test = oneIsInside().code("short", WAITS).started("short", "s", Status.WAITING);
        test.trigger("go", "\"x\"");

        test.trigger("e", "\"x\"");

        test.until("s", Status.COMPLETED);
        assertThat(test.store.statusOf("long")).isEqualTo(Status.RUNNING);
        longStep.complete("done");
        test.until("long", Status.COMPLETED);
    }

    @Test
    void shouldLetInThoseThatSomebodyWaitsForBeforeThoseThatWereRungFor() {
        OwnerUnderTest test = oneIsInside().code("w", (input, flow) -> await(flow.signal("s", String.class)));
        test.started("w", "w", Status.WAITING).aWhile();
        test.trigger("go", "\"x\"");
        test.owner.ring("e", ids("nobody", MANY - 1));
        test.owner.ring("e", List.of("w"));

        test.owner.signal("w", "s", "\"x\"", "once", "boss");
        test.loop.advance(A_MOMENT);
        longStep.complete("done");

        test.until("w", Status.COMPLETED);
        assertThat(test.store.loads).startsWith("long", "w");
    }

    @Test
    void shouldLeaveARingToALaterOneWhenVeryManyWait() {
        OwnerUnderTest test = oneIsInside().code("w", WAITS).started("w", "w", Status.WAITING);
        test.aWhile();
        test.store.events.put("e", "\"x\"");
        test.trigger("go", "\"x\"");

        test.owner.ring("e", ids("nobody", MANY));
        test.owner.ring("e", List.of("w"));
        test.loop.advance(A_MOMENT);
        longStep.complete("done");
        test.until("those who wait were looked for", () -> test.store.loads.contains("nobody999"));
        test.aWhile();

        assertThat(test.store.loads).doesNotContain("w");
        assertThat(test.done(test.owner.roomForRings())).isEqualTo(new RoomForRings(MANY, true));
        assertThat(test.done(test.owner.roomForRings())).isEqualTo(new RoomForRings(MANY, false));
        test.sweep();
        test.until("w", Status.COMPLETED);
    }

    @Test
    void shouldRefuseLimitsThatLetNobodyIn() {
        Supplier<MemoryLimits> nobody = () -> new MemoryLimits(10, 0, 10);
        assertThatThrownBy(nobody::get).hasMessageContaining("at least 1");
    }
}
