package io.dormouse.simulator.check;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.store.Status;
import io.dormouse.simulator.database.Tables;
import io.dormouse.simulator.database.WorkflowRow;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Whether what was acknowledged to people is in the database. */
final class KeptPromises {
    private final Tables tables;
    private final Promises promises;

    KeptPromises(Tables tables, Promises promises) {
        this.tables = tables;
        this.promises = promises;
    }

    @Nullable
    String firstBroken() {
        for (String id : promises.started()) {
            if (!tables.workflows().containsKey(id))
                return "the start of %s was acknowledged, and is gone".formatted(id);
        }
        for (Promises.Signal signal : promises.signalled()) {
            if (!says(
                    signal.workflow(),
                    entry -> entry instanceof Entry.Signalled one
                            && one.signalId().equals(signal.signalId())))
                return "signal %s was acknowledged, and is in no journal".formatted(signal);
        }
        for (String id : promises.cancelled()) {
            if (!says(id, Entry.Cancelled.class::isInstance))
                return "%s was cancelled, and nothing says so".formatted(id);
        }
        for (String id : promises.paused()) {
            if (!says(id, Entry.Paused.class::isInstance)) return "%s was paused, and nothing says so".formatted(id);
        }
        for (String id : promises.rewound()) {
            if (!says(id, Entry.Rewound.class::isInstance)) return "%s was rewound, and nothing says so".formatted(id);
        }
        for (Promises.Decision decision : promises.completed()) {
            if (entries(decision.workflow(), decision.run()).stream()
                    .noneMatch(recorded ->
                            recorded.entry() instanceof Entry.Completed done && done.seq() == decision.seq()))
                return "%s was acknowledged, and is not in the journal".formatted(decision);
        }
        return endsAndEvents();
    }

    private @Nullable String endsAndEvents() {
        for (String id : promises.terminated()) {
            WorkflowRow row = tables.workflows().get(id);
            boolean ended = row != null && (row.status().isEnd() || row.status() == Status.STUCK || row.run() > 0);
            if (!ended) return "%s was terminated, and lives".formatted(id);
        }
        for (Map.Entry<String, String> event : promises.triggered().entrySet()) {
            if (!event.getValue().equals(tables.event(event.getKey())))
                return "event %s was acknowledged with %s".formatted(event.getKey(), event.getValue());
        }
        return promises.contradiction();
    }

    private boolean says(String id, Predicate<Entry> what) {
        WorkflowRow row = tables.workflows().get(id);
        return row != null
                && IntStream.rangeClosed(0, row.run())
                        .anyMatch(run -> entries(id, run).stream().anyMatch(recorded -> what.test(recorded.entry())));
    }

    private List<Recorded> entries(String id, int run) {
        return Replay.decode(tables.journal(id, run).values());
    }
}
