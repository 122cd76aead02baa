package io.dormouse.adapter;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;

/**
 * What is done for one keyed request whose effect lives in the adapter's own schema: it is made in the ledger's transaction,
 * so it happens exactly when the key's row does.
 *
 * @param <Q> the request
 * @param <R> the result, a record of the contract or {@link Void}
 */
@FunctionalInterface
public interface KeyedTransaction<Q, R> {
    /**
     * Acts through the connection, which is inside the transaction; it is committed or rolled back by the ledger. A failed
     * {@link io.dormouse.contracts.ContractException} is the recorded outcome and undoes what was written here; any other
     * failure leaves no trace at all. The attempt's number is always 1.
     */
    Future<R> perform(Q request, Attempt attempt, SqlConnection connection);
}
