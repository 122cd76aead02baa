package io.dormouse.flow;

/** The code of a workflow asks for something that cannot be; the message says what to write instead. */
public final class FlowMisuseException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private FlowMisuseException(String message) {
        super(message);
    }

    /** {@code await} was called on a thread that is no workflow's. */
    public static FlowMisuseException awaitOutsideAWorkflow() {
        return new FlowMisuseException(
                "await works only on the thread of a workflow; inside a step, block or return the value instead");
    }

    /** The flow was used by another thread than its workflow's. */
    public static FlowMisuseException wrongThread(String what) {
        return new FlowMisuseException(
                "%s was called by %s, not by the workflow's own thread; a step returns its result and the workflow acts on it"
                        .formatted(what, Thread.currentThread()));
    }

    /** Nothing under way can complete the future that is awaited. */
    public static FlowMisuseException nobodyCanComplete() {
        return new FlowMisuseException(
                "this future can never complete: no durable operation of the workflow is under way; make it with"
                        + " flow.run, flow.event or another method of Flow");
    }

    /** A command was given and the workflow ended without waiting for anything after it. */
    public static FlowMisuseException neverAwaited(String command, String line) {
        return new FlowMisuseException("'%s' at %s was given but never begun, because no await came after it; await it"
                .formatted(command, line));
    }

    /** A branch waited with await, and lost meanwhile. */
    public static FlowMisuseException branchHasLost() {
        return new FlowMisuseException(
                "this branch has lost its race; inside a branch, compose futures instead of waiting for them");
    }

    /** An argument that a durable operation cannot take. */
    public static FlowMisuseException badArgument(String sentence) {
        return new FlowMisuseException(sentence);
    }

    /** The journal has become too long to go on with. */
    public static FlowMisuseException journalTooLong(long limit) {
        return new FlowMisuseException(
                "this run has %d entries in its journal, which is the limit; end it with flow.continueAsNew before that"
                        .formatted(limit));
    }

    /** A run cannot end while something is still to be undone. */
    public static FlowMisuseException sagaIsOpen() {
        return new FlowMisuseException(
                "flow.continueAsNew would forget compensations that a saga still has; call keep() or undo() on it"
                        + " first");
    }
}
