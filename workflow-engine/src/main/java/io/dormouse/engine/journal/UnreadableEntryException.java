package io.dormouse.engine.journal;

/** A journal holds what this version cannot read. The workflow is stuck until code that can read it is deployed. */
public final class UnreadableEntryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private UnreadableEntryException(String message) {
        super(message);
    }

    static UnreadableEntryException unknown(String what, Object found) {
        return new UnreadableEntryException(
                "the journal holds a %s that this version does not know: %s; deploy the version that wrote it, or a newer one"
                        .formatted(what, found));
    }

    static UnreadableEntryException damaged(String type, String reason) {
        return new UnreadableEntryException("the journal's %s entry cannot be read: %s".formatted(type, reason));
    }
}
