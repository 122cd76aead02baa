package io.dormouse.iaas;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** What a test waits for, at most 20 s. */
public final class Await {
    private Await() {}

    /** The result; a failure is thrown as it is if it is unchecked. */
    public static <T> T result(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("not within 20 s", e);
        }
    }

    /** The failure. */
    public static Throwable failure(Future<?> future) {
        return result(future.transform(outcome -> outcome.failed()
                ? Future.succeededFuture(outcome.cause())
                : Future.failedFuture(new AssertionError("no failure, but " + outcome.result()))));
    }
}
