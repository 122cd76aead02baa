package io.dormouse.engine.replay;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.dormouse.contracts.Wire;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Workflow;
import java.util.function.Supplier;

/**
 * A workflow that can be run here.
 *
 * @param name and version by which journals know it
 * @param type its class
 * @param input the type of its input
 * @param instances gives a new instance for each run
 */
public record Definition(
        String name, int version, Class<?> type, JavaType input, Supplier<? extends Workflow<?, ?>> instances) {

    /** The definition of a class that carries {@link Durable}. */
    public static Definition of(Class<?> type, Supplier<? extends Workflow<?, ?>> instances) {
        Durable durable = durable(type);
        return new Definition(durable.name(), durable.version(), type, parameter(type, 0), instances);
    }

    /** The type of what a workflow class returns. */
    static JavaType resultOf(Class<?> type) {
        return parameter(type, 1);
    }

    static Durable durable(Class<?> type) {
        Durable durable = type.getAnnotation(Durable.class);
        if (durable == null) {
            throw new IllegalArgumentException(
                    "%s carries no @Durable(name = …, version = …)".formatted(type.getName()));
        }
        return durable;
    }

    private static JavaType parameter(Class<?> type, int index) {
        JavaType[] parameters = TypeFactory.defaultInstance()
                .withClassLoader(type.getClassLoader())
                .constructType(type)
                .findTypeParameters(Workflow.class);
        return parameters.length == 0 ? Wire.MAPPER.constructType(Object.class) : parameters[index];
    }

    @Override
    public String toString() {
        return "%s version %d (%s)".formatted(name, version, type.getName());
    }
}
