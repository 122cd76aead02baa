package io.dormouse.simulator.world;

import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/**
 * Virtual threads that run where they are told to: each time one goes on, that is a task of the executor. So a world of many
 * threads has one real one, and an order. The JDK has this for its own tests only, hence the reflection.
 */
public final class Threads {
    private static final Constructor<?> BUILDER = builder();

    private Threads() {}

    private static Constructor<?> builder() {
        try {
            Constructor<?> constructor = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                    .getDeclaredConstructor(Executor.class);
            constructor.setAccessible(true);
            return constructor;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK has no virtual threads with a scheduler of one's own", e);
        } catch (InaccessibleObjectException e) {
            throw new IllegalStateException("run the JVM with --add-opens java.base/java.lang=ALL-UNNAMED", e);
        }
    }

    /** Threads whose every mount is a task of the executor, which has to run it on a platform thread. */
    public static ThreadFactory mountedBy(Executor executor) {
        try {
            return ((Thread.Builder.OfVirtual) BUILDER.newInstance(executor)).factory();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK makes no virtual threads with a scheduler of one's own", e);
        }
    }
}
