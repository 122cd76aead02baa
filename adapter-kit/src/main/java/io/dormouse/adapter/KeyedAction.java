package io.dormouse.adapter;

import io.vertx.core.Future;

/**
 * What a provider does for one keyed request. A failed future with a {@link io.dormouse.contracts.ContractException} that is
 * not retryable infrastructure is the call's recorded outcome; any other failure leaves the outcome open.
 *
 * @param <Q> the request
 * @param <R> the result, a record of the contract or {@link Void}
 */
@FunctionalInterface
public interface KeyedAction<Q, R> {
    /** Acts once. The row of the attempt is committed before this is called. */
    Future<R> perform(Q request, Attempt attempt);
}
