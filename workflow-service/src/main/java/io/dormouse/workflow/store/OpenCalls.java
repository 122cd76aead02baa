package io.dormouse.workflow.store;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.journal.EntryRow;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.UnreadableEntryException;
import io.dormouse.engine.replay.Unwanted;
import io.dormouse.engine.store.Part.CancellationRow;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** By their keys. */
    private final Map<String, Unwanted> sent = new HashMap<>();

    private final Set<Integer> completed = new HashSet<>();

    /** The next row, in the order of the journal. */
    void note(Row row) {
        switch (row.getShort("type")) {
            case COMPLETED -> completed.add(row.getInteger("seq"));
            // What stands before it has the keys of the workflow that it was copied from, which is none of our
            // business.
            case FORKED -> sent.clear();
            default -> read(row);
        }
    }

    private void read(Row row) {
        try {
            Entry entry = EntryCodec.decode(new EntryRow(
                    row.getShort("type"),
                    row.getInteger("seq"),
                    row.getString("name"),
                    row.getString("line"),
                    row.getString("body")));
            switch (entry) {
                case Entry.Called called ->
                    add(new Unwanted(called.seq(), called.kind(), called.name(), Origin.ofKey(called.key()), true));
                case Entry.Rewound rewound ->
                    rewound.carried()
                            .forEach((seq, carried) ->
                                    add(new Unwanted(seq, carried.kind(), carried.name(), carried.origin(), true)));
                case Entry.Withdrawn withdrawn -> sent.remove(withdrawn.key());
                default -> throw new IllegalStateException("not asked for: " + entry);
            }
        } catch (UnreadableEntryException | IndexOutOfBoundsException | NumberFormatException e) {
            log.warn(
                    "entry {} of workflow {} cannot be read, so what it sent is not withdrawn: {}",
                    row.getLong("position"),
                    row.getString("workflow_id"),
                    e.getMessage());
        }
    }

    private void add(Unwanted call) {
        if (call.isSent()) sent.put(call.origin().key(call.seq()), call);
    }

    /** What is open when all rows were noted. */
    List<CancellationRow> open() {
        List<CancellationRow> open = new ArrayList<>();
        for (Unwanted call : sent.values()) {
            if (completed.contains(call.seq())) continue;
            open.add(new CancellationRow(call.origin().run(), call.seq(), call.service(), call.key()));
        }
        return open;
    }
}
