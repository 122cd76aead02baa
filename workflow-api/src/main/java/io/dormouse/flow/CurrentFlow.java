package io.dormouse.flow;

/**
 * Binds a {@link Flow} to the thread of its workflow. For the engine; authors never need it.
 *
 * <p>The flow is found as that which hears of what its thread does not catch: a place that every thread has. A scoped value would take two objects
 * and a frame of the stack for each of the hundreds of thousands that may wait, and a look-up table whenever one goes on.
 */
public final class CurrentFlow {
    private CurrentFlow() {}

    /** The flow of a thread, which is told when the thread dies of something. */
    public interface OfAThread extends Flow, Thread.UncaughtExceptionHandler {}

    /** From now on {@link Flow#await} on this thread means this flow. */
    public static void bind(Thread thread, OfAThread flow) {
        thread.setUncaughtExceptionHandler(flow);
    }

    static Flow require() {
        if (Thread.currentThread().getUncaughtExceptionHandler() instanceof OfAThread flow) return flow;
        throw FlowMisuseException.awaitOutsideAWorkflow();
    }
}
