package io.dormouse.host.bus;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.ContractException;
import io.dormouse.contracts.Failures;
import io.dormouse.contracts.Headers;
import io.dormouse.contracts.Wire;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service on the bus. It speaks the wire format of Vert.x service proxies, so every generated proxy can call it, and gives
 * the handler what a generated handler hides: the key, the actor, and the choice to answer "in progress".
 *
 * <p>A declared failure ({@link ContractException}) travels as a {@code ServiceException}; any other is logged here and
 * travels as {@link CallFailure#UNAVAILABLE}, which callers try again.
 */
public final class Endpoint {
    private static final Logger log = LoggerFactory.getLogger(Endpoint.class);

    private final Class<?> contract;
    private final Map<String, Method> methods;
    private final Map<String, Action> actions = new HashMap<>();

    private interface Action {
        Future<? extends Answer> handle(JsonObject body, Message<JsonObject> message);
    }

    private Endpoint(Class<?> contract) {
        this.contract = contract;
        this.methods = Arrays.stream(contract.getMethods())
                .filter(method -> Future.class.isAssignableFrom(method.getReturnType()))
                .collect(Collectors.toMap(Method::getName, method -> method));
    }

    /** An endpoint of a {@code @ProxyGen} interface. Every one of its methods needs {@link #on} before {@link #bind}. */
    public static Endpoint of(Class<?> contract) {
        return new Endpoint(contract);
    }

    /** Handles a method whose one parameter is {@code request}. */
    public <Q> Endpoint on(String method, Class<Q> request, BiFunction<Q, Call, Future<? extends Answer>> handler) {
        Method declared = methods.get(method);
        if (declared == null || declared.getParameterCount() != 1 || declared.getParameterTypes()[0] != request) {
            throw new IllegalArgumentException(
                    "%s has no method %s(%s)".formatted(contract.getName(), method, request.getSimpleName()));
        }
        Parameter parameter = declared.getParameters()[0];
        actions.put(method, (body, message) -> {
            JsonObject argument = body.getJsonObject(parameter.getName());
            if (argument == null) {
                throw CallFailure.INVALID_REQUEST.exception(
                        "%s.%s needs the argument %s".formatted(contract.getSimpleName(), method, parameter.getName()));
            }
            return handler.apply(Wire.decodeRequest(argument, request), Call.of(method, argument, message));
        });
        return this;
    }

    /** Handles {@link Headers#CANCEL}, which is no method of the contract: its argument is the key alone. */
    public Endpoint onCancel(Function<Call, Future<? extends Answer>> handler) {
        actions.put(Headers.CANCEL, (body, message) -> handler.apply(Call.of(Headers.CANCEL, body, message)));
        return this;
    }

    /** Listens at the contract's address. Complete when every member of the cluster knows it. */
    public Future<Binding> bind(Vertx vertx) {
        return bind(vertx, addressOf(contract));
    }

    /** Listens at an address of its own, for example that of one instance. */
    public Future<Binding> bind(Vertx vertx, String address) {
        TreeSet<String> missing = new TreeSet<>(methods.keySet());
        missing.removeAll(actions.keySet());
        if (!missing.isEmpty()) {
            return Future.failedFuture(
                    new IllegalStateException("%s is bound without %s".formatted(contract.getName(), missing)));
        }
        MessageConsumer<JsonObject> consumer = vertx.eventBus().consumer(address, this::receive);
        return consumer.completion().map(new Binding(vertx, address, consumer));
    }

    private static String addressOf(Class<?> contract) {
        try {
            return (String) contract.getField("ADDRESS").get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(contract.getName() + " has no constant ADDRESS", e);
        }
    }

    private void receive(Message<JsonObject> message) {
        String name = String.valueOf(message.headers().get(Headers.ACTION));
        Action action = actions.get(name);
        Future<? extends Answer> outcome;
        try {
            if (action == null) {
                throw CallFailure.INVALID_REQUEST.exception(
                        "%s has no action %s".formatted(contract.getSimpleName(), name));
            }
            outcome = action.handle(message.body(), message);
        } catch (RuntimeException | LinkageError e) {
            outcome = Future.failedFuture(e);
        }
        outcome.onComplete(
                answer -> reply(message, answer),
                failure -> message.reply(Failures.toServiceException(typed(name, failure))));
    }

    private static void reply(Message<JsonObject> message, Answer answer) {
        switch (answer) {
            case Answer.Done(JsonObject relayed) -> message.reply(relayed);
            case Answer.Done(var result) -> message.reply(result == null ? null : object(result));
            case Answer.InProgress(var poll) ->
                message.reply(
                        null,
                        new DeliveryOptions()
                                .addHeader(Headers.STATE, Headers.IN_PROGRESS)
                                .addHeader(Headers.POLL, poll));
            case Answer.Moved(var owner) -> {
                DeliveryOptions moved = new DeliveryOptions().addHeader(Headers.STATE, Headers.MOVED);
                owner.ifPresent(name -> moved.addHeader(Headers.OWNER, name));
                message.reply(null, moved);
            }
        }
    }

    /** Every proxy takes an answer for an object; what is none fails here, where its author sees it. */
    private static JsonObject object(Object result) {
        String text = Wire.text(result);
        return text.startsWith("{") ? Wire.written(text) : new JsonObject(text);
    }

    private ContractException typed(String action, Throwable failure) {
        if (failure instanceof ContractException declared) return declared;
        log.warn("{}.{} failed", contract.getSimpleName(), action, failure);
        return CallFailure.UNAVAILABLE.exception("%s.%s cannot be carried out right now (%s); try again"
                .formatted(contract.getSimpleName(), action, failure));
    }
}
