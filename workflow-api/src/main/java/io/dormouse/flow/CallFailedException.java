package io.dormouse.flow;

/** A service call ended with a failure that has no declared exception here: its code and type as the service gave them. */
public final class CallFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String type;

    /** For the engine. */
    public CallFailedException(int code, String type, String message) {
        super(message);
        this.code = code;
        this.type = type;
    }

    /** The failure's number in its contract. */
    public int code() {
        return code;
    }

    /** The failure's name in its contract. */
    public String type() {
        return type;
    }
}
