package io.dormouse.dns;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for futures on the test's own thread, not for ever. */
public final class Awaiting {
    private static final int SECONDS = 30;

    private Awaiting() {}

    /** The result; a failure is thrown as it is. */
    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The failure. */
    public static Throwable failureOf(Future<?> future) {
        return await(future.transform(result -> Future.succeededFuture(
                result.succeeded() ? new AssertionError("succeeded with " + result.result()) : result.cause())));
    }
}
