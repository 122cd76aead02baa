package io.dormouse.engine.store;

import io.dormouse.engine.journal.EntryRow;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A workflow as it was read.
 *
 * @param journal the rows of the present run, by position, without a gap
 * @param waits the numbers of the commands that have a timer or waiter row
 */
public record Stored(WorkflowHead head, List<StoredEntry> journal, Set<Integer> waits) {
    /** One row of the journal. */
    public record StoredEntry(long position, Instant at, EntryRow row) {}
}
