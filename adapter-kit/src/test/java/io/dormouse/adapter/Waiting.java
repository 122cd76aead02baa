package io.dormouse.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens on other threads, with a deadline. */
final class Waiting {
    /** A thread that asks without a pause takes one of two cores from what it waits for. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private Waiting() {}

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("not within 20 s", e);
        }
    }

    static void until(String what, BooleanSupplier holds) {
        until(what, Duration.ofSeconds(20), holds);
    }

    static void until(String what, Duration patience, BooleanSupplier holds) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) throw new AssertionError("not within %s: %s".formatted(patience, what));
            LockSupport.parkNanos(PAUSE);
        }
    }

    static void forLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).as("within a minute").isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
