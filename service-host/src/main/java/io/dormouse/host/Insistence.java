package io.dormouse.host;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Tries again until it succeeds, in a loop: a chain of futures in which each waits for the next grows with every try, and the one
 * that succeeds after hours would have to complete thousands of them, each inside the other, on one stack.
 */
public final class Insistence {
    private Insistence() {}

    /**
     * Completes with the first success.
     *
     * @param pause what to wait for after a failure; a failed one gives up, and its failure is the answer
     */
    public static <T> Future<T> until(Supplier<Future<T>> attempt, Function<Throwable, Future<Void>> pause) {
        Promise<T> success = Promise.promise();
        attempt(attempt, pause, success);
        return success.future();
    }

    private static <T> void attempt(
            Supplier<Future<T>> attempt, Function<Throwable, Future<Void>> pause, Promise<T> success) {
        attempt.get()
                .onComplete(
                        success::complete,
                        failure -> pause.apply(failure)
                                .onComplete(again -> attempt(attempt, pause, success), success::fail));
    }
}
