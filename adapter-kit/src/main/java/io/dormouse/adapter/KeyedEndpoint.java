package io.dormouse.adapter;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Function;

/** A service on the bus whose changes go through a ledger. */
public final class KeyedEndpoint {
    private KeyedEndpoint() {}

    /** An endpoint of a {@code @ProxyGen} interface. Every one of its methods must be given before {@link #bind}. */
    public static KeyedEndpoint of(Vertx vertx, Class<?> contract, Ledger ledger) {
        return new KeyedEndpoint();
    }

    /** A method that changes an outside system. */
    public <Q, R> KeyedEndpoint keyed(
            String method, Class<Q> request, Class<R> result, Guarantee guarantee, Duration requestTimeout, KeyedAction<Q, R> action) {
        return this;
    }

    /** A method that changes an outside system which can be asked for what carries a key; surplus is settled. */
    public <Q, R> KeyedEndpoint keyed(
            String method,
            Class<Q> request,
            Class<R> result,
            Guarantee guarantee,
            Duration requestTimeout,
            KeyedAction<Q, R> action,
            Settlement<R> settlement) {
        return this;
    }

    /** A method whose effect lives in the adapter's own schema: it is made in the ledger's transaction. */
    public <Q, R> KeyedEndpoint keyedInTransaction(
            String method, Class<Q> request, Class<R> result, KeyedTransaction<Q, R> action) {
        return this;
    }

    /** A method that only reads. */
    public <Q, R> KeyedEndpoint query(String method, Class<Q> request, Function<Q, Future<R>> query) {
        return this;
    }

    /** Listens. */
    public Future<KeyedEndpoint> bind() {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    /** Stops listening. */
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
