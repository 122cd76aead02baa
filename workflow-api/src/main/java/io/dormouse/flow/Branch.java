package io.dormouse.flow;

import io.vertx.core.Future;

/**
 * A part of a workflow that may be given up.
 *
 * @param <T> what it comes to
 */
@FunctionalInterface
public interface Branch<T> {
    /** Gives the commands of the branch. */
    Future<T> begin();
}
