package io.dormouse.flow;

import java.time.Duration;

/** A branch did not complete in the time that it was given. */
public final class TimedOutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration timeout;

    /** For the engine. */
    public TimedOutException(Duration timeout) {
        super("it did not complete within " + timeout);
        this.timeout = timeout;
    }

    /** The time that it was given. */
    public Duration timeout() {
        return timeout;
    }
}
