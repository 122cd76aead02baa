package io.dormouse.flow;

import java.util.Optional;
import java.util.concurrent.Callable;

/** What a local step may know of itself, from inside: {@code Step.key()}. */
public final class Step {
    private static final ScopedValue<Context> CONTEXT = ScopedValue.newInstance();

    private Step() {}

    /** What the engine gives to a running step. */
    public interface Context {
        /** The step's key. */
        String key();

        /** Notes that the step is alive, and how far it has come. */
        void beat(Object progress);

        /** How far an attempt before this one had come. */
        <T> Optional<T> progress(Class<T> type);
    }

    /**
     * The step's key: the same when it runs again, other than that of any other step. Hand it to the outside system that the
     * step changes, so that the change happens once.
     */
    public static String key() {
        return context("key").key();
    }

    /**
     * Says that the step is alive and how far it has come. An attempt that says nothing for longer than
     * {@link Retry#silence} has failed and is interrupted. The progress is written to the journal at most every ten seconds; the
     * next attempt finds what was noted last, after a crash what was written last.
     *
     * @param progress anything that can be written as JSON, at most 64 KiB
     */
    public static void heartbeat(Object progress) {
        context("heartbeat").beat(progress);
    }

    /** How far an attempt of this step before this one had come, if one noted anything. */
    public static <T> Optional<T> progress(Class<T> type) {
        return context("progress").progress(type);
    }

    private static Context context(String method) {
        if (!CONTEXT.isBound()) {
            throw FlowMisuseException.badArgument(
                    "Step.%s is known only inside a step given to flow.run or flow.compute".formatted(method));
        }
        return CONTEXT.get();
    }

    /** Runs a step with what it may know bound. For the engine. */
    public static <T> T call(Context context, Callable<T> step) throws Exception {
        return ScopedValue.where(CONTEXT, context).call(step::call);
    }
}
