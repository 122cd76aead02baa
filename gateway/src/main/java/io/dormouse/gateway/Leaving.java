package io.dormouse.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tells those who wait for a long time that this gateway stops, so that nobody is cut off in the middle. On its event loop. */
final class Leaving {
    private final Set<Runnable> waiting = new LinkedHashSet<>();
    private boolean begun;

    /** From now on nobody waits. */
    void begin() {
        begun = true;
        List.copyOf(waiting).forEach(Runnable::run);
    }

    boolean hasBegun() {
        return begun;
    }

    /** What is waited for, or this instead as soon as the gateway stops. */
    <T> Future<T> until(Future<T> end, T instead) {
        if (begun) return Future.succeededFuture(instead);
        Promise<T> first = Promise.promise();
        Runnable leave = () -> first.tryComplete(instead);
        waiting.add(leave);
        end.onComplete(ended -> {
            waiting.remove(leave);
            if (ended.succeeded()) first.tryComplete(ended.result());
            else first.tryFail(ended.cause());
        });
        return first.future();
    }
}
