package io.dormouse.job;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How tests wait: for a future, with a deadline. */
public final class Waiting {
    private Waiting() {}

    /** The result, or what it failed with. */
    public static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing came within 20 s", e);
        }
    }

    /** What it failed with. */
    public static Throwable failureOf(Future<?> future) {
        return await(future.transform(end -> end.failed()
                ? Future.succeededFuture(end.cause())
                : Future.failedFuture(new AssertionError("it succeeded with " + end.result()))));
    }
}
