package io.dormouse.engine.replay;

import io.dormouse.flow.Branch;
import io.dormouse.flow.Saga;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What one saga has to undo, the last first. */
final class Compensations implements Saga {
    private final Deque<Branch<?>> undoing = new ArrayDeque<>();

    @Override
    public <T> Saga compensate(Branch<T> compensation) {
        undoing.push(compensation);
        return this;
    }

    @Override
    public Future<Void> undo() {
        return next(Optional.empty());
    }

    boolean hasSomethingToUndo() {
        return !undoing.isEmpty();
    }

    /** One after the other, each when the one before has ended, however it did. */
    private Future<Void> next(Optional<Throwable> firstFailure) {
        Branch<?> compensation = undoing.poll();
        if (compensation == null) {
            return firstFailure.<Future<Void>>map(Future::failedFuture).orElseGet(Future::succeededFuture);
        }
        return begin(compensation)
                .compose(done -> next(firstFailure), failure -> next(firstFailure.or(() -> Optional.of(failure))));
    }

    private static Future<?> begin(Branch<?> compensation) {
        try {
            return compensation.begin();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    @Override
    public void keep() {
        undoing.clear();
    }
}
