package io.dormouse.flow;

/** A child ended without a result. */
public final class ChildFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String child;
    private final String type;

    /** For the engine. */
    public ChildFailedException(String child, String type, String message) {
        super("the child %s ended without a result: %s".formatted(child, message));
        this.child = child;
        this.type = type;
    }

    /** The child's id. */
    public String child() {
        return child;
    }

    /** What it failed with: a failure code, the class of an exception, {@code CANCELLED} or {@code TERMINATED}. */
    public String type() {
        return type;
    }
}
