package io.dormouse.engine.owner;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.owner.OwnerUnderTest.Calls;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class IntakeTest {
    private static final Workflow<Object, Object> WAITS = (input, flow) -> await(flow.event("e", String.class));

    /** Long enough for the crowd to go on, too short for a second to pass. */
    private static final Duration A_MOMENT = Duration.ofMillis(500);

    private static OwnerUnderTest asleep(int coming, int workflows, Workflow<Object, Object> code) {
        OwnerUnderTest test = new OwnerUnderTest(new MemoryLimits(0, coming)).code("w", code);
        IntStream.range(0, workflows).forEach(number -> test.started("w", "w" + number, Status.WAITING));
        test.aWhile();
        assertThat(test.store.loads).isEmpty();
        return test;
    }

    private static void haveEnded(OwnerUnderTest test, int workflows) {
        IntStream.range(0, workflows).forEach(number -> test.until("w" + number, Status.COMPLETED));
    }

    @Test
    void shouldReadNoMoreThanTheStoreTakesTheEntriesOf() {
        OwnerUnderTest test = asleep(3, 10, WAITS);
        test.store.hold = true;

        test.trigger("e", "\"x\"");
        test.until("the first are written", () -> !test.store.held.isEmpty());
        test.loop.advance(A_MOMENT);

        assertThat(test.store.loads).hasSize(3);
        test.release();
        haveEnded(test, 10);
        assertThat(test.store.loads).hasSize(10);
    }

    @Test
    void shouldGoOnWhenThoseThatCameFallAsleepAgain() {
        OwnerUnderTest test = asleep(2, 6, WAITS);

        test.owner.load(IntStream.range(0, 6).mapToObj(number -> "w" + number).toList());

        test.until("all were read", () -> test.store.loads.size() == 6);
    }

    @Test
    void shouldNotWaitForServices() {
        OwnerUnderTest test = new OwnerUnderTest(new MemoryLimits(0, 1))
                .code("w", (input, flow) -> await(flow.service(Calls.class).make("create")));
        IntStream.range(0, 5).forEach(number -> test.start("w", "w" + number));
        test.until("all were sent", () -> test.sent.size() == 5);
        Instant before = test.loop.now();

        test.restart();

        test.until("all were sent again", () -> test.sent.size() == 5);
        assertThat(Duration.between(before, test.loop.now())).isLessThan(A_MOMENT);
    }

    @Test
    void shouldNotWaitForOneThatIsBusyForLong() {
        CountDownLatch step = new CountDownLatch(1);
        OwnerUnderTest test = asleep(1, 1, (input, flow) -> {
            await(flow.event("e", String.class));
            return await(flow.run("long", () -> {
                step.await();
                return "done";
            }));
        });
        test.code("short", WAITS).started("short", "s", Status.WAITING).aWhile();

        test.trigger("e", "\"x\"");

        test.until("s", Status.COMPLETED);
        assertThat(test.store.statusOf("w0")).isEqualTo(Status.RUNNING);
        step.countDown();
        test.until("w0", Status.COMPLETED);
    }

    @Test
    void shouldLeaveARingToTheNextSweepWhenVeryManyWait() {
        OwnerUnderTest test = asleep(1_000, 1, WAITS);
        test.store.events.put("e", "\"x\"");
        List<String> crowd = IntStream.range(0, 200_000)
                .mapToObj(number -> "nobody" + number)
                .toList();

        test.owner.ring("e", crowd);
        test.owner.ring("e", List.of("w0"));
        test.until("those who wait were looked for", () -> test.store.loads.contains("nobody99999"));
        test.aWhile();

        assertThat(test.store.loads).doesNotContain("nobody199999", "w0");
        test.sweep();
        test.until("w0", Status.COMPLETED);
    }
}
