package io.dormouse.flow;

import io.vertx.core.Future;

/**
 * A local step in Vert.x' own style.
 *
 * @param <T> its result
 */
@FunctionalInterface
public interface FutureStep<T> {
    /** Begins the step, on a thread of its own; the step lasts until the future is complete. */
    Future<T> begin() throws Exception;
}
