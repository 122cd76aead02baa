package io.dormouse.host;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * Waits for what comes over a socket, and judges the other side by nothing but its silence. An event loop with thousands of
 * requests to read may be away from the socket for seconds, and after that its timers go first: an answer that has been there for
 * long would be too late because of ourselves. So when the patience is over the loop looks at its sockets once more.
 */
public final class InTime {
    /** The least that a timer can be told: until it fires the loop has read whatever was there. */
    private static final long ONE_MORE_LOOK_MILLIS = 1;

    private InTime() {}

    /**
     * The answer, or a {@link TimeoutException} when it has not come after so long. Whoever sends the answer goes on all the same.
     * To be called on the event loop that reads the answer; completes there.
     */
    public static <T> Future<T> of(Vertx vertx, Future<T> answer, Duration patience) {
        Promise<T> outcome = Promise.promise();
        long timer = vertx.setTimer(
                patience.toMillis(),
                over -> vertx.setTimer(ONE_MORE_LOOK_MILLIS, looked -> outcome.tryFail(late(patience))));
        answer.onComplete(came -> {
            vertx.cancelTimer(timer);
            if (came.succeeded()) outcome.tryComplete(came.result());
            else outcome.tryFail(came.cause());
        });
        return outcome.future();
    }

    private static TimeoutException late(Duration patience) {
        return new TimeoutException("there was no answer within %d ms".formatted(patience.toMillis()));
    }
}
