package io.dormouse.scenarios;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives scenarios what they share: made when the first class needs it, closed after the last. */
final class Shared implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(Shared.class);
    private static final Map<Class<?>, Supplier<? extends AutoCloseable>> WAYS =
            Map.of(NewUser.class, NewUser::arrives, SecondLife.class, SecondLife::begins);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return WAYS.containsKey(parameter.getParameter().getType());
    }

    private static Supplier<? extends AutoCloseable> way(Class<?> type) {
        return Objects.requireNonNull(WAYS.get(type), () -> "nobody shares a " + type.getName());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        parameter.getParameter().getType(), type -> way(type).get());
    }
}
