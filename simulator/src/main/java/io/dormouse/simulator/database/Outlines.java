package io.dormouse.simulator.database;

import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.replay.SentCalls;
import io.dormouse.engine.store.Outline;
import io.dormouse.engine.store.Part;
import java.util.Objects;

/** What has to be known of workflows to end them. */
final class Outlines {
    private Outlines() {}

    static Outline of(Tables tables, String id) {
        WorkflowRow row = Objects.requireNonNull(tables.workflows.get(id), id);
        var journal = tables.journal(id, row.run());
        SentCalls sent = new SentCalls();
        journal.values().forEach(stored -> sent.note(EntryCodec.decode(stored.row())));
        return new Outline(
                row.head(),
                journal.isEmpty() ? -1 : journal.lastKey(),
                tables.waits(id, row.run()),
                sent.open().stream().map(Part.CancellationRow::of).toList());
    }
}
