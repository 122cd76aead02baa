package io.dormouse.engine.services;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import io.dormouse.contracts.Failures;
import io.dormouse.contracts.Wire;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.replay.Request;
import io.dormouse.engine.replay.Services.Reader;
import io.dormouse.engine.replay.Values;
import io.dormouse.flow.CallFailedException;
import io.dormouse.flow.FlowMisuseException;
import io.vertx.core.Future;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one method of a {@code @ProxyGen} interface becomes a message, and what its answers are read as. */
final class ServiceMethod implements Reader<Object> {
    private final Class<?> contract;
    private final String address;
    private final String action;
    private final List<String> parameters;
    private final JavaType result;

    private ServiceMethod(Class<?> contract, String address, String action, List<String> parameters, JavaType result) {
        this.contract = contract;
        this.address = address;
        this.action = action;
        this.parameters = parameters;
        this.result = result;
    }

    /** The method of a contract; fails with a sentence if it cannot be called durably. */
    static ServiceMethod of(Class<?> contract, Method method) {
        if (!(method.getGenericReturnType() instanceof ParameterizedType future)
                || future.getRawType() != Future.class) {
            throw FlowMisuseException.badArgument("%s.%s does not return a Future, so it cannot be called durably"
                    .formatted(contract.getName(), method.getName()));
        }
        if (!Arrays.stream(method.getParameters()).allMatch(Parameter::isNamePresent)) {
            throw FlowMisuseException.badArgument(
                    "the parameter names of %s are part of its messages, but were not kept; compile it with -parameters"
                            .formatted(contract.getName()));
        }
        return new ServiceMethod(
                contract,
                addressOf(contract),
                method.getName(),
                Arrays.stream(method.getParameters()).map(Parameter::getName).toList(),
                Wire.MAPPER
                        .getTypeFactory()
                        .withClassLoader(contract.getClassLoader())
                        .constructType(future.getActualTypeArguments()[0]));
    }

    private static String addressOf(Class<?> contract) {
        try {
            return (String) contract.getField("ADDRESS").get(null);
        } catch (ReflectiveOperationException e) {
            throw FlowMisuseException.badArgument(
                    "%s has no constant ADDRESS that says where the service listens: add String ADDRESS = \"…\" to it"
                            .formatted(contract.getName()));
        }
    }

    /** The call with its arguments by name: Java names need no quoting, and the arguments are written as JSON. */
    Request.ServiceCall call(Object @Nullable [] arguments) {
        StringBuilder body = new StringBuilder("{");
        for (int i = 0; i < parameters.size(); i++) {
            if (i > 0) body.append(',');
            Object argument = arguments == null ? null : arguments[i];
            body.append('"')
                    .append(parameters.get(i))
                    .append("\":")
                    .append(Values.write("an argument of " + action, argument));
        }
        return new Request.ServiceCall(address, action, body.append('}').toString());
    }

    @Override
    @SuppressWarnings("NullAway") // a Future<Void> gives null
    public Object read(String json) {
        if (result.hasRawClass(Void.class)) return null;
        try {
            return Wire.MAPPER.readValue(json, result);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    @Override
    public RuntimeException exception(Outcome.Failure failure) {
        return Failures.declared(contract, failure.code(), failure.message())
                .<RuntimeException>map(declared -> declared)
                .orElseGet(() -> new CallFailedException(failure.code(), failure.type(), failure.message()));
    }
}
