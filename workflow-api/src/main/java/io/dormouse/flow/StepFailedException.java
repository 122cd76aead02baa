package io.dormouse.flow;

/** A local step threw an exception. It looks the same on a replay, so it carries the exception's class name and message only. */
public final class StepFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;

    /** For the engine. */
    public StepFailedException(String type, String message) {
        super(message);
        this.type = type;
    }

    /** The class name of the exception that the step threw. */
    public String type() {
        return type;
    }
}
