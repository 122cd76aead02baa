package io.dormouse.testkit.replay;

import io.dormouse.engine.replay.Definition;
import io.dormouse.flow.Workflow;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

/** Makes a class of a test a definition. In a test it need not be public. */
public final class WorkflowClass {
    private WorkflowClass() {}

    /**
     * The definition of a class, with an instance of its own for each run.
     *
     * @throws IllegalArgumentException if it has no {@link io.dormouse.flow.Durable}, or no constructor without parameters
     */
    public static Definition definition(Class<? extends Workflow<?, ?>> type) {
        Constructor<? extends Workflow<?, ?>> constructor;
        try {
            constructor = type.getDeclaredConstructor();
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    "%s needs a constructor without parameters (a nested class must be static)"
                            .formatted(type.getName()),
                    e);
        }
        constructor.setAccessible(true);
        return Definition.of(type, () -> instance(constructor));
    }

    private static Workflow<?, ?> instance(Constructor<? extends Workflow<?, ?>> constructor) {
        try {
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("its constructor fails: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("it cannot be made: " + e, e);
        }
    }
}
