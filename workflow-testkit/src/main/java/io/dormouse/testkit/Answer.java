package io.dormouse.testkit;

import org.jspecify.annotations.Nullable;

/**
 * What a service answers in a test.
 *
 * @param <A> the request of its method
 * @param <R> what the method answers
 */
@FunctionalInterface
public interface Answer<A, R> {
    /**
     * The answer; null where the method has none. An exception that the contract declares is its refusal; any other is a failure of the infrastructure, after
     * which the workflow tries again.
     */
    @Nullable
    R answer(A request) throws Exception;
}
