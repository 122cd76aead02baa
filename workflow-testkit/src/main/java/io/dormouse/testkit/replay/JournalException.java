package io.dormouse.testkit.replay;

import io.dormouse.contracts.workflow.JournalEntry;

/** What was given as a journal is none. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private JournalException(String message) {
        super(message);
    }

    static JournalException notAJournal(String where, String reason) {
        return new JournalException(
                "%s is no journal: %s; a file has one journal a line, as ./dormouse export writes it"
                        .formatted(where, reason));
    }

    static JournalException unknownEntry(JournalEntry entry) {
        return new JournalException(
                "the journal holds an entry %s at position %d, which this version does not know; use the version that wrote it, or a newer one"
                        .formatted(entry.type(), entry.position()));
    }
}
