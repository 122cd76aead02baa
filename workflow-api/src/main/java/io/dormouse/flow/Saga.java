package io.dormouse.flow;

import io.vertx.core.Future;

/**
 * Remembers how to undo what was done. If the workflow's code ends with an exception, a cancellation included, the
 * compensations run in reverse order, each waited for, before the workflow ends as that exception says. A compensation that
 * fails does not keep the others from running; its failure is told with the workflow's.
 */
public interface Saga {
    /** Remembers a compensation; call it when what it undoes is done. */
    <T> Saga compensate(Branch<T> compensation);

    /** Runs the compensations now, in reverse order, and forgets them. Completes when all have run; fails with the first failure. */
    Future<Void> undo();

    /** Forgets the compensations: what was done stands. */
    void keep();
}
