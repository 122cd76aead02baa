package io.dormouse.bench.measure;

/** Something that a peer needs is not there; the message is one sentence that says what, and what to do. */
public final class MissingException extends Exception {
    private static final long serialVersionUID = 1;

    public MissingException(String sentence) {
        super(sentence);
    }
}
