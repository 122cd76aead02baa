package io.dormouse.flow;

import java.util.concurrent.Callable;

/** What a local step may know of itself, from inside: {@code Step.key()}. */
public final class Step {
    private static final ScopedValue<String> KEY = ScopedValue.newInstance();

    private Step() {}

    /**
     * The step's key: the same when it runs again, other than that of any other step. Hand it to the outside system that the
     * step changes, so that the change happens once.
     */
    public static String key() {
        if (!KEY.isBound())
            throw FlowMisuseException.badArgument("Step.key() is known only inside a step given to flow.run");
        return KEY.get();
    }

    /** Runs a step with its key bound. For the engine. */
    public static <T> T call(String key, Callable<T> step) throws Exception {
        return ScopedValue.where(KEY, key).call(step::call);
    }
}
