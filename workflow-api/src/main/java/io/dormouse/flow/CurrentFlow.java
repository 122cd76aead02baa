package io.dormouse.flow;

/** Binds a {@link Flow} to the thread of its workflow. For the engine; authors never need it. */
public final class CurrentFlow {
    private static final ScopedValue<Flow> CURRENT = ScopedValue.newInstance();

    private CurrentFlow() {}

    /** Runs the body of a workflow with its flow bound to this thread. */
    public static void bind(Flow flow, Runnable body) {
        ScopedValue.where(CURRENT, flow).run(body);
    }

    static Flow require() {
        if (!CURRENT.isBound()) throw FlowMisuseException.awaitOutsideAWorkflow();
        return CURRENT.get();
    }
}
