package io.dormouse.adapter;

import io.dormouse.host.bus.Answer;
import io.dormouse.host.bus.Binding;
import io.dormouse.host.bus.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A service on the bus whose changes go through a {@link Ledger}. It listens at the contract's address and at one of its own
 * instance, where callers of long calls ask again. A change without a key is refused; {@link io.dormouse.contracts.Headers#CANCEL}
 * is answered by the ledger.
 */
public final class KeyedEndpoint {
    private final Vertx vertx;
    private final Class<?> contract;
    private final Ledger ledger;
    private final Endpoint endpoint;
    private final List<Action<?, ?>> actions = new ArrayList<>();
    private final Map<Class<?>, Consumer<Object>> checks = new HashMap<>();
    private final List<Binding> bindings = new ArrayList<>();

    private KeyedEndpoint(Vertx vertx, Class<?> contract, Ledger ledger) {
        this.vertx = vertx;
        this.contract = contract;
        this.ledger = ledger;
        this.endpoint = Endpoint.of(contract).onCancel(ledger::cancel);
    }

    /** An endpoint of a {@code @ProxyGen} interface. Every one of its methods must be given before {@link #bind}. */
    public static KeyedEndpoint of(Vertx vertx, Class<?> contract, Ledger ledger) {
        return new KeyedEndpoint(vertx, contract, ledger);
    }

    /**
     * Checks every request of this class before anything is written.
     *
     * @param check throws {@link io.dormouse.contracts.CallFailure#INVALID_REQUEST} with a sentence for what it refuses
     */
    public <Q> KeyedEndpoint checked(Class<Q> request, Consumer<Q> check) {
        checks.merge(request, value -> check.accept(request.cast(value)), Consumer::andThen);
        return this;
    }

    private <Q> Q check(Q request) {
        checks.getOrDefault(request.getClass(), any -> {}).accept(request);
        return request;
    }

    /**
     * A method that changes an outside system.
     *
     * @param result the record of the contract, or {@code Void.class} for an action that completes with null
     * @param requestTimeout after which a request to the outside system has landed or is lost; the action gives up on each of
     *     its requests by then, and a later attempt waits that long before it acts
     */
    public <Q, R> KeyedEndpoint keyed(
            String method,
            Class<Q> request,
            Class<R> result,
            Guarantee guarantee,
            Duration requestTimeout,
            KeyedAction<Q, R> action) {
        return change(
                method, request, result, new Action.Outside<>(action, guarantee, requestTimeout, Optional.empty()));
    }

    /** As the other, for {@link Guarantee#LOOK_UP_BY_KEY}: what more than one attempt has left outside is removed by the settlement. */
    public <Q, R> KeyedEndpoint keyed(
            String method,
            Class<Q> request,
            Class<R> result,
            Guarantee guarantee,
            Duration requestTimeout,
            KeyedAction<Q, R> action,
            Settlement<R> settlement) {
        return change(
                method,
                request,
                result,
                new Action.Outside<>(action, guarantee, requestTimeout, Optional.of(settlement)));
    }

    /** A method whose effect lives in the adapter's own schema: it is made in the ledger's transaction. */
    public <Q, R> KeyedEndpoint keyedInTransaction(
            String method, Class<Q> request, Class<R> result, KeyedTransaction<Q, R> action) {
        return change(method, request, result, new Action.Inside<>(action, Optional.empty()));
    }

    /** As the other; a call that is cancelled after it was carried out is taken back, if that is still possible. */
    public <Q, R> KeyedEndpoint keyedInTransaction(
            String method, Class<Q> request, Class<R> result, KeyedTransaction<Q, R> action, KeyedUndo<Q> undo) {
        return change(method, request, result, new Action.Inside<>(action, Optional.of(undo)));
    }

    private <Q, R> KeyedEndpoint change(String method, Class<Q> request, Class<R> result, Action.Effect<Q, R> effect) {
        Action<Q, R> action = new Action<>(contract, ledger.service(), method, request, result, effect);
        actions.add(action);
        endpoint.on(method, request, (value, call) -> ledger.ask(action, check(value), call));
        return this;
    }

    /** A method that only reads: it needs no key and no row. */
    public <Q, R> KeyedEndpoint query(String method, Class<Q> request, Function<Q, Future<R>> query) {
        endpoint.on(method, request, (value, call) -> query.apply(check(value)).map(Answer.Done::new));
        return this;
    }

    /** Listens, and goes on with what instances that are gone left in flight. Complete when every member of the cluster knows the addresses. */
    public Future<KeyedEndpoint> bind() {
        return endpoint.bind(vertx, ledger.address())
                .onSuccess(bindings::add)
                .compose(own -> endpoint.bind(vertx))
                .onSuccess(bindings::add)
                .compose(shared -> ledger.serve(actions))
                .map(this);
    }

    /** Stops listening, once nobody sends anything here any more; the ledger stays open and finishes what it has. */
    public Future<Void> close() {
        return Future.join(bindings.stream().map(Binding::withdraw).toList())
                .eventually(
                        () -> Future.join(bindings.stream().map(Binding::close).toList()))
                .mapEmpty();
    }
}
