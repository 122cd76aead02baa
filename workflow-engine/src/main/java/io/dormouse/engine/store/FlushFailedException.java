package io.dormouse.engine.store;

/** A flush that did not commit, or of which nobody knows whether it did. */
public final class FlushFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, and so what the owner has to do. */
    public enum Why {
        /** Another node has taken something from this one. Nothing was written. Read again what is ours. */
        FENCED,
        /** A key exists already: a copy was stale. Nothing was written. Go through the flush one by one. */
        CONFLICT,
        /** The database refuses a value. Nothing was written. Go through the flush one by one. */
        DATA,
        /** The database cannot right now. Nothing was written. Try the same again. */
        UNAVAILABLE,
        /** The connection broke before the answer. Nobody knows. Settle it with {@link WorkflowStore#settle}, then read again. */
        ANSWER_LOST
    }

    private final Why why;

    /** A failure with the database's sentence. */
    public FlushFailedException(Why why, String sentence, Throwable cause) {
        super(sentence, cause);
        this.why = why;
    }

    /** What the owner has to do. */
    public Why why() {
        return why;
    }
}
