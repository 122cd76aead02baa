package io.dormouse.simulator.database;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.replay.Unwanted;
import io.dormouse.engine.store.Outline;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Stored;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What has to be known of workflows to end them. */
final class Outlines {
    private final Map<String, Unwanted> sent = new LinkedHashMap<>();
    private final Set<Integer> completed = new HashSet<>();
    private long last = -1;

    private Outlines() {}

    static Outline of(Tables tables, String id) {
        WorkflowRow row = Objects.requireNonNull(tables.workflows.get(id), id);
        Outlines outline = new Outlines();
        tables.journal(id, row.run()).values().forEach(outline::note);
        return new Outline(row.head(), outline.last, tables.waits(id, row.run()), outline.open());
    }

    private void note(Stored.StoredEntry stored) {
        last = stored.position();
        switch (EntryCodec.decode(stored.row())) {
            case Entry.Called called ->
                add(new Unwanted(called.seq(), called.kind(), called.name(), Origin.ofKey(called.key()), true));
            case Entry.Rewound rewound ->
                rewound.carried()
                        .forEach((seq, carried) ->
                                add(new Unwanted(seq, carried.kind(), carried.name(), carried.origin(), true)));
            case Entry.Forked forked -> sent.clear();
            case Entry.Completed done -> completed.add(done.seq());
            default -> {}
        }
    }

    private void add(Unwanted call) {
        if (call.isSent()) sent.put(call.service() + ' ' + call.key(), call);
    }

    private List<Part.CancellationRow> open() {
        List<Part.CancellationRow> open = new ArrayList<>();
        for (Unwanted call : sent.values()) {
            if (completed.contains(call.seq())) continue;
            open.add(new Part.CancellationRow(call.origin().run(), call.seq(), call.service(), call.key()));
        }
        return open;
    }
}
