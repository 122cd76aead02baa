package io.dormouse.engine.store;

import io.dormouse.engine.journal.EntryRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A workflow as it was read.
 *
 * @param journal the rows of the present run, by position, without a gap
 * @param waits the timer and waiter rows, by the number of their command
 */
public record Stored(WorkflowHead head, List<StoredEntry> journal, Map<Integer, WaitRow> waits) {
    /** One row of the journal. */
    public record StoredEntry(long position, Instant at, EntryRow row) {}
}
