package io.dormouse.bench;

/** The command line asks for what no measurement knows; the message says what was expected. */
final class MisunderstoodException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MisunderstoodException(String message) {
        super(message);
    }
}
