package io.dormouse.job.provider;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/** At most so many at once; whoever comes later waits, first come first served. May be used on any thread. */
final class Turns {
    private final Queue<Promise<Void>> waiting = new ArrayDeque<>();
    private int free;

    Turns(int atOnce) {
        free = atOnce;
    }

    /** Does it when it is its turn. */
    <T> Future<T> take(Supplier<Future<T>> work) {
        return begin().compose(mine -> work.get()).onComplete(ended -> end());
    }

    private synchronized Future<Void> begin() {
        if (free > 0) {
            free--;
            return Future.succeededFuture();
        }
        Promise<Void> turn = Promise.promise();
        waiting.add(turn);
        return turn.future();
    }

    private void end() {
        Promise<Void> next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) free++;
        }
        if (next != null) next.complete();
    }
}
