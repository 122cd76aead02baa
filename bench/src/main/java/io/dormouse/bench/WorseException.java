package io.dormouse.bench;

/** A ratio is below the least that it must be; the table says which. */
final class WorseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WorseException() {
        super("something has become slower: a ratio is below the least that it must be");
    }
}
