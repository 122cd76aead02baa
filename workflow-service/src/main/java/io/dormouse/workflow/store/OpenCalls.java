package io.dormouse.workflow.store;

import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.journal.EntryRow;
import io.dormouse.engine.journal.UnreadableEntryException;
import io.dormouse.engine.replay.SentCalls;
import io.dormouse.engine.store.Part.CancellationRow;
import io.vertx.sqlclient.Row;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls, questions and children of one run that were sent and have no result, as far as entries tell that carry no payload.
 * Rather one too many than one too few: to withdraw what has ended does nothing.
 */
final class OpenCalls {
    private static final Logger log = LoggerFactory.getLogger(OpenCalls.class);

    /** The numbers of the types in the table, which are never reused. */
    private static final int CALLED = 2;

    private static final int COMPLETED = 3;
    private static final int REWOUND = 11;
    private static final int FORKED = 12;
    private static final int WITHDRAWN = 15;

    /** The entries that tell, in order, with the bodies of those that carry no payload. */
    static final String SELECT = """
        SELECT workflow_id, position, type, seq, journal.name, line,
            CASE WHEN type IN (%1$d, %2$d, %3$d) THEN body::text END AS body
        FROM journal JOIN workflow ON workflow.id = journal.workflow_id AND workflow.run = journal.run
        WHERE workflow.id = ANY($1) AND type IN (%1$d, %2$d, %3$d, %4$d, %5$d) ORDER BY workflow_id, position\
        """.formatted(CALLED, REWOUND, WITHDRAWN, COMPLETED, FORKED);

    private final SentCalls sent = new SentCalls();

    /** The next row, in the order of the journal. */
    void note(Row row) {
        switch (row.getShort("type")) {
            case COMPLETED -> sent.completed(row.getInteger("seq"));
            case FORKED -> sent.forked();
            default -> read(row);
        }
    }

    private void read(Row row) {
        try {
            sent.note(EntryCodec.decode(new EntryRow(
                    row.getShort("type"),
                    row.getInteger("seq"),
                    row.getString("name"),
                    row.getString("line"),
                    row.getString("body"))));
        } catch (UnreadableEntryException e) {
            log.warn(
                    "entry {} of workflow {} cannot be read, so what it sent is not withdrawn: {}",
                    row.getLong("position"),
                    row.getString("workflow_id"),
                    e.getMessage());
        }
    }

    /** What is open when all rows were noted. */
    List<CancellationRow> open() {
        return sent.open().stream().map(CancellationRow::of).toList();
    }
}
