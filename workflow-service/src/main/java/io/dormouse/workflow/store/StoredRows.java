package io.dormouse.workflow.store;

import io.dormouse.engine.journal.EntryRow;
import io.dormouse.engine.store.Stored;
import io.dormouse.engine.store.Stored.StoredEntry;
import io.dormouse.engine.store.WaitRow;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Workflows as one row each, with their journals and what they wait for as arrays: of a row for each entry most of what it costs, here and in
 * Postgres, would be the row. One question rather than three also means one moment of the database.
 */
final class StoredRows {
    /**
     * The latest entries first, since of an index that is read backwards the first so many are those that are asked for; whatever the
     * limit, no plan reads others. No limit is all of them.
     */
    private static final String STORY = """
        CROSS JOIN LATERAL (
            SELECT array_agg(position) AS positions, array_agg(at) AS times, array_agg(type) AS types, array_agg(seq) AS seqs,
                array_agg(name) AS names, array_agg(line) AS lines, array_agg(body::text) AS bodies
            FROM (SELECT * FROM journal WHERE workflow_id = %1$s.id AND run = %1$s.run ORDER BY position DESC LIMIT %2$s) AS entry
        ) AS story\
        """;

    /** Parameters: ids; how many entries of each, or null. */
    static final String WORKFLOWS = """
        SELECT %s, story.*, timers.*, waiters.*
        FROM workflow
        %s
        CROSS JOIN LATERAL (
            SELECT array_agg(seq) AS timer_seqs, array_agg(due_at) AS due_times
            FROM timer WHERE workflow_id = workflow.id AND timer.run = workflow.run
        ) AS timers
        CROSS JOIN LATERAL (
            SELECT array_agg(seq) AS waiter_seqs, array_agg(key) AS keys
            FROM event_waiter WHERE workflow_id = workflow.id AND event_waiter.run = workflow.run
        ) AS waiters
        WHERE workflow.id = ANY($1)\
        """.formatted(WorkflowRows.COLUMNS, STORY.formatted("workflow", "$2::int"));

    /** Parameters: ids; the number of the run of each. A run that does not exist has a row with nothing in it. */
    static final String RUNS = """
        SELECT wanted.id, story.* FROM unnest($1::text[], $2::int[]) AS wanted (id, run)
        %s\
        """.formatted(STORY.formatted("wanted", "ALL"));

    private StoredRows() {}

    /** Of a row of {@link #WORKFLOWS}. */
    static Stored stored(Row row) {
        return new Stored(WorkflowRows.head(row), journal(row), waits(row));
    }

    /** Of a row of either: by position. */
    static List<StoredEntry> journal(Row row) {
        Long[] positions = row.getArrayOfLongs("positions");
        if (positions == null) return List.of();
        OffsetDateTime[] times = row.getArrayOfOffsetDateTimes("times");
        Short[] types = row.getArrayOfShorts("types");
        Integer[] seqs = row.getArrayOfIntegers("seqs");
        String[] names = row.getArrayOfStrings("names");
        String[] lines = row.getArrayOfStrings("lines");
        String[] bodies = row.getArrayOfStrings("bodies");
        List<StoredEntry> journal = new ArrayList<>(positions.length);
        for (int i = positions.length - 1; i >= 0; i--) {
            journal.add(new StoredEntry(
                    positions[i],
                    times[i].toInstant(),
                    new EntryRow(types[i], seqs[i], names[i], lines[i], bodies[i])));
        }
        return journal;
    }

    private static Map<Integer, WaitRow> waits(Row row) {
        Map<Integer, WaitRow> waits = new HashMap<>(2);
        Integer[] timers = row.getArrayOfIntegers("timer_seqs");
        if (timers != null) {
            OffsetDateTime[] due = row.getArrayOfOffsetDateTimes("due_times");
            for (int i = 0; i < timers.length; i++) waits.put(timers[i], new WaitRow.Timer(due[i].toInstant()));
        }
        Integer[] waiters = row.getArrayOfIntegers("waiter_seqs");
        if (waiters != null) {
            String[] keys = row.getArrayOfStrings("keys");
            for (int i = 0; i < waiters.length; i++) waits.put(waiters[i], new WaitRow.Event(keys[i]));
        }
        return waits;
    }
}
