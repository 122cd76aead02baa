package io.dormouse.adapter;

import io.vertx.core.Future;
import java.util.Optional;

/** Where calls are carried out whose effect lives in the ledger's own schema. Called from the ledger's loop, which gets the answers. */
public interface LedgerTransactions {
    /**
     * Writes row, effect, outcome and audit in one transaction; durable when the future succeeds. When it fails nobody knows, and
     * the row tells.
     *
     * @return empty if the key has a row already; then nothing was done
     */
    <Q, R> Future<Optional<Outcome>> carryOut(Request<Q, R> request, Action.Inside<Q, R> how, int holder);

    /**
     * Takes back what {@link #carryOut} did, with a line in the audit, in one transaction; durable when the future succeeds.
     *
     * @param request what was carried out, with the actor of the cancellation
     */
    <Q> Future<KeyedUndo.Undone> undo(Request<Q, ?> request, KeyedUndo<Q> how);

    /** Lets go of the connections. */
    Future<Void> close();
}
