package io.dormouse.flow;

/** A child ended without a result. */
public final class ChildFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;

    /** For the engine. */
    public ChildFailedException(String type, String message) {
        super("a child ended without a result: %s: %s".formatted(type, message));
        this.type = type;
    }

    /** What it failed with: a failure code, the class of an exception, {@code CANCELLED} or {@code TERMINATED}. */
    public String type() {
        return type;
    }
}
