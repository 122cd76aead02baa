package io.dormouse.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class RoundsTest {
    /** Each look at the clock takes a tenth of a second. */
    private static LongSupplier clock() {
        AtomicLong time = new AtomicLong();
        return () -> time.getAndAdd(100_000_000);
    }

    @Test
    void shouldHaveSoManyUnderWayAndNoMore() throws Exception {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch eight = new CountDownLatch(8);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Engine engine = () -> {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                eight.countDown();
                return CompletableFuture.supplyAsync(
                        () -> {
                            await(eight);
                            underWay.decrementAndGet();
                            return Engine.SUM;
                        },
                        threads);
            };

            StepRate rate = new Rounds(engine, clock()).steps(8, 2);

            assertThat(rate.atOnce()).isEqualTo(8);
            assertThat(most).hasValue(8);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldCountTheStepsOfARoundByItsTime() throws Exception {
        Engine atOnce = () -> CompletableFuture.completedFuture(Engine.SUM);

        // 29 workflows between the first look at the clock and the one that says three seconds; one more look at the
        // end
        assertThat(new Rounds(atOnce, clock()).steps(1, 3).stepsPerSecond()).isEqualTo(29 * 10 / 3.1);
    }

    @Test
    void shouldRefuseAWrongResult() {
        Engine wrong = () -> CompletableFuture.completedFuture(44);

        assertThatThrownBy(() -> new Rounds(wrong, clock()).steps(1, 1)).hasMessageContaining("44 instead of 45");
        assertThatThrownBy(() -> new Rounds(wrong, clock()).latency(1)).hasMessageContaining("44 instead of 45");
    }

    @Test
    void shouldStopAtAWorkflowThatFails() {
        Engine fails = () -> CompletableFuture.failedFuture(new IllegalStateException("no Postgres"));

        assertThatThrownBy(() -> new Rounds(fails, clock()).steps(4, 1)).hasRootCauseMessage("no Postgres");
    }
}
