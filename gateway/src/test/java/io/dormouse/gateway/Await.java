package io.dormouse.gateway;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/** Waits, with a deadline, for what happens on an event loop. */
final class Await {
    private Await() {}

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
