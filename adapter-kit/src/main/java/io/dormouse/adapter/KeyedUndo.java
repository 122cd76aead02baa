package io.dormouse.adapter;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;

/**
 * What takes back a call that was carried out in the ledger's transaction, when its key is cancelled afterwards.
 *
 * @param <Q> the request of the call
 */
@FunctionalInterface
public interface KeyedUndo<Q> {
    /**
     * Acts through the connection, which is inside a transaction of the ledger that holds the call's row; it is committed or
     * rolled back by the ledger. Called each time the cancellation is repeated, so a second time does nothing. A failure leaves
     * no trace, and the cancellation fails so that it is repeated.
     *
     * @param attempt the key that is cancelled, and on whose behalf it is
     */
    Future<Undone> undo(Q request, Attempt attempt, SqlConnection connection);

    /** What became of it. */
    enum Undone {
        /** The effect is taken back, in this transaction. */
        NOW,
        /** It had been taken back already. */
        BEFORE,
        /** It stands: others have built on it. */
        NEVER
    }
}
