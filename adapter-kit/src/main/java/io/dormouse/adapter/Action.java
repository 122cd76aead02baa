package io.dormouse.adapter;

import io.dormouse.contracts.Wire;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/**
 * A method of a contract that changes something.
 *
 * @param contract the interface that declares it and its failures
 * @param service the name of the service, as it stands in its rows
 * @param name the method
 */
public record Action<Q, R>(
        Class<?> contract,
        String service,
        String name,
        Class<Q> requestType,
        Class<R> resultType,
        Effect<Q, R> effect) {
    /** Where the method's effect is made. */
    public sealed interface Effect<Q, R> {}

    /** In an outside system, whose requests have landed or are lost after the timeout. */
    public record Outside<Q, R>(
            KeyedAction<Q, R> action, Guarantee guarantee, Duration requestTimeout, Optional<Settlement<R>> settlement)
            implements Effect<Q, R> {}

    /** In the ledger's own schema and transaction. */
    public record Inside<Q, R>(KeyedTransaction<Q, R> action, Optional<KeyedUndo<Q>> undo) implements Effect<Q, R> {}

    /** What an instance that is gone was asked. */
    Request<Q, R> again(LedgerRow row) {
        return again(row, row.actor());
    }

    /** What a row asks for, in the name of somebody. */
    Request<Q, R> again(LedgerRow row, String actor) {
        return Request.of(this, row.key(), actor, Wire.decodeRequest(new JsonObject(row.request()), requestType));
    }

    /** Removes what is not the recorded outcome, if the outside system can be asked what carries the key. */
    Future<Void> settle(String key, Outcome outcome) {
        if (!(effect instanceof Outside<Q, R> outside) || outside.settlement().isEmpty())
            return Future.succeededFuture();
        Optional<R> stays = outcome.isFailure() ? Optional.empty() : outcome.result(contract, resultType);
        return outside.settlement().get().settle(key, stays);
    }
}
