package io.dormouse.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.ContractException;
import io.dormouse.contracts.Wire;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.owner.Bus;
import io.dormouse.engine.replay.Request;
import io.dormouse.engine.replay.Values;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What the services of a test answer. Arguments and answers pass through JSON, as they do on the bus. */
final class Stubs {
    /** Carries out a call whose arguments are still JSON. */
    private interface Handler {
        Future<?> handle(JsonNode arguments) throws Exception;
    }

    private final Map<String, Handler> handlers = new HashMap<>();

    /** A whole service. What was said about single methods of it before stands. */
    <S> void service(Class<S> contract, S implementation) {
        for (Method method : contract.getMethods()) {
            if (method.getReturnType() != Future.class) continue;
            handlers.putIfAbsent(
                    name(contract, method), arguments -> invoke(implementation, method, decode(method, arguments)));
        }
    }

    /** One method with one parameter. */
    <S, A, R> void method(
            Class<S> contract, BiFunction<S, A, Future<R>> reference, Answer<A, ? extends Future<?>> answer) {
        Method method = methodOf(contract, reference);
        handlers.put(name(contract, method), arguments -> {
            @SuppressWarnings("unchecked") // the method reference says which type its parameter has
            A argument = (A) decode(method, arguments)[0];
            return Objects.requireNonNull(answer.answer(argument), "a service answers with a future");
        });
    }

    /** One method by its name, with its arguments as they are sent. */
    void action(Class<?> contract, String action, Answer<JsonObject, ?> answer) {
        Method method = Arrays.stream(contract.getMethods())
                .filter(one -> one.getName().equals(action) && one.getReturnType() == Future.class)
                .findFirst()
                .orElseThrow(() -> TestError.noMethod(contract, action));
        handlers.put(
                name(contract, method),
                arguments -> Future.succeededFuture(answer.answer(new JsonObject(arguments.toString()))));
    }

    /** Calls the reference on something that only notes which method that is. */
    private static <S, A, R> Method methodOf(Class<S> contract, BiFunction<S, A, Future<R>> reference) {
        Method[] called = new Method[1];
        Object probe = Proxy.newProxyInstance(
                contract.getClassLoader(), new Class<?>[] {contract}, (proxy, method, arguments) -> {
                    called[0] = method;
                    return Future.succeededFuture();
                });
        if (applyToNothing(reference, contract.cast(probe)).failed()) throw TestError.notAMethod(contract);
        if (called[0] == null || called[0].getParameterCount() != 1) throw TestError.notAMethod(contract);
        return called[0];
    }

    @SuppressWarnings("NullAway") // the probe takes anything
    private static <S, A, R> Future<R> applyToNothing(BiFunction<S, A, Future<R>> reference, S probe) {
        return reference.apply(probe, null);
    }

    private static String name(Class<?> contract, Method method) {
        try {
            return contract.getField("ADDRESS").get(null) + "/" + method.getName();
        } catch (ReflectiveOperationException e) {
            throw TestError.noAddress(contract);
        }
    }

    /** As strictly as a service decodes what it is sent. */
    private static @Nullable Object[] decode(Method method, JsonNode arguments) throws IOException {
        Parameter[] parameters = method.getParameters();
        @Nullable Object[] decoded = new @Nullable Object[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            JsonNode argument = arguments.get(parameters[i].getName());
            decoded[i] = argument == null
                    ? null
                    : Wire.STRICT
                            .readerFor(Wire.STRICT.constructType(parameters[i].getParameterizedType()))
                            .readValue(argument);
        }
        return decoded;
    }

    private static Future<?> invoke(Object implementation, Method method, @Nullable Object[] arguments)
            throws Exception {
        try {
            return (Future<?>) method.invoke(implementation, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception thrown) throw thrown;
            throw e;
        }
    }

    boolean knows(Request.ServiceCall call) {
        return handlers.containsKey(call.address() + '/' + call.action());
    }

    /** Carries out a call: its answer as JSON, {@link Bus.Refused}, or a failure of the infrastructure. */
    Future<String> call(Request.ServiceCall call) {
        Handler handler = handlers.get(call.address() + '/' + call.action());
        if (handler == null) throw TestError.nothingStubbed(call);
        Future<?> answer;
        try {
            answer = handler.handle(Wire.MAPPER.readTree(call.body()));
        } catch (Exception e) {
            answer = Future.failedFuture(e);
        }
        return answer.map(value -> Values.write("the answer of " + call.address(), value))
                .recover(failure -> Future.failedFuture(refusal(failure).orElse(failure)));
    }

    private static Optional<Throwable> refusal(Throwable failure) {
        if (!(failure instanceof ContractException declared)) return Optional.empty();
        boolean open =
                declared.failure() == CallFailure.UNAVAILABLE || declared.failure() == CallFailure.OUTCOME_UNKNOWN;
        if (open) return Optional.empty();
        return Optional.of(new Bus.Refused(
                new Outcome.Failure(
                        declared.failure().name(),
                        declared.failure().code(),
                        declared.getMessage(),
                        declared.failure().retryable()),
                declared.failure() == CallFailure.KEY_REUSED));
    }
}
