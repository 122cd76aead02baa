package io.dormouse.dns;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import org.xbill.DNS.Name;

/**
 * Keeps calls for one name in the order in which they came, and all together to a number that neither the name server's nor our
 * own receive buffer overflows with. All calls come from one context.
 */
final class Lanes {
    private static final int AT_ONCE = 64;

    private final Map<Name, Future<Void>> last = new HashMap<>();
    private final Queue<Promise<Void>> waiting = new ArrayDeque<>();
    private int free = AT_ONCE;

    /** Begins the work when nothing for this name is under way any more. */
    <T> Future<T> run(Name name, Supplier<Future<T>> work) {
        Future<Void> before = last.getOrDefault(name, Future.succeededFuture());
        Future<T> result =
                before.compose(turn -> enter()).compose(entered -> begin(work).onComplete(done -> leave()));
        Future<Void> ended = result.transform(done -> Future.succeededFuture());
        last.put(name, ended);
        ended.onComplete(done -> last.remove(name, ended));
        return result;
    }

    private static <T> Future<T> begin(Supplier<Future<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<Void> enter() {
        if (free > 0) {
            free--;
            return Future.succeededFuture();
        }
        Promise<Void> turn = Promise.promise();
        waiting.add(turn);
        return turn.future();
    }

    private void leave() {
        Promise<Void> next = waiting.poll();
        if (next == null) {
            free++;
        } else {
            next.complete();
        }
    }
}
