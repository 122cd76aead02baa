package io.dormouse.flow;

/**
 * Somebody cancelled the workflow. Thrown once, by the {@code await} that is under way or the next one; what the workflow does
 * after that, compensation above all, goes on as ever. A workflow that lets it out is {@code CANCELLED}.
 */
public final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** For the engine. */
    public CancelledException(String by, String reason) {
        super(reason.isBlank() ? "cancelled by " + by : "cancelled by %s: %s".formatted(by, reason));
    }
}
