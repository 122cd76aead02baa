package io.dormouse.engine.owner;

import static io.dormouse.engine.owner.OwnerUnderTest.order;
import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.store.Status;
import io.dormouse.flow.Workflow;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Steps that the workflow's own thread begins, while something happens to the workflow. */
final class HeadStartTest {
    private final OwnerUnderTest test = new OwnerUnderTest();
    private final AtomicBoolean wasBetween = new AtomicBoolean();
    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    private String second() throws InterruptedException {
        runs.incrementAndGet();
        begun.countDown();
        mayEnd.await();
        return "done";
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) throw new AssertionError("not within 30 s");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Two steps; when its code is between them for the first time, something else. */
    private Workflow<Object, Object> twoSteps(Runnable between) {
        return (input, flow) -> {
            await(flow.run("first", () -> "1"));
            if (wasBetween.compareAndSet(false, true)) between.run();
            return await(flow.run("second", this::second));
        };
    }

    @Test
    void shouldBeginAStepBeforeTheOwnerHasHeardOfIt() {
        test.code("w", twoSteps(() -> test.loop.execute(() -> waitFor(begun))));
        test.start("w", "w");
        test.until("the loop has seen it run", () -> runs.get() == 1);
        mayEnd.countDown();
        test.until("w", Status.COMPLETED);
        assertThat(runs).hasValue(1);
    }

    @Test
    void shouldWriteTheOutcomeOfAStepThatHadBegunWhenItsWorkflowWasPaused() {
        test.code("w", twoSteps(() -> {
            test.loop.execute(() -> waitFor(begun));
            test.owner.pause(order("w", "boss", "wait"));
        }));
        test.start("w", "w");
        test.until("w", Status.PAUSED);
        mayEnd.countDown();
        test.until("it is written", () -> test.store.journalOf("w").toString().contains("done"));
        test.done(test.owner.resume(order("w", "boss", "go on")));
        test.until("w", Status.COMPLETED);
        assertThat(runs).hasValue(1);
    }

    @Test
    void shouldJoinAStepThatHadBegunWhenThePartitionWasLost() {
        test.code("w", twoSteps(() -> {
            test.loop.execute(() -> waitFor(begun));
            test.owner.lose(Set.of(1));
            test.owner.take(Set.of(1));
        }));
        test.start("w", "w");
        test.until("it has begun", () -> runs.get() == 1);
        test.aWhile();
        test.owner.load(List.of("w"));
        test.aWhile();
        mayEnd.countDown();
        test.until("w", Status.COMPLETED);
        assertThat(runs).hasValue(1);
    }

    @Test
    void shouldNotBeginAStepOfOneThatIsTerminated() {
        CountDownLatch terminated = new CountDownLatch(1);
        test.code("w", twoSteps(() -> {
            test.owner.terminate(order("w", "boss", "enough")).onSuccess(done -> terminated.countDown());
            waitFor(terminated);
        }));
        test.start("w", "w");
        test.until("w", Status.TERMINATED);
        test.aWhile();
        assertThat(runs).hasValue(0);
    }
}
