package io.dormouse.workflow.store;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Part.AuditRow;
import io.dormouse.engine.store.Part.CancellationRow;
import io.dormouse.engine.store.Part.RowChange;
import io.dormouse.engine.store.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what one flush does to one workflow: nothing at all, until something is said. */
final class PartOf {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final String id;
    private final int run;
    private final List<Recorded> entries = new ArrayList<>();
    private final List<Part.TimerRow> timers = new ArrayList<>();
    private final List<Part.WaiterRow> waiters = new ArrayList<>();
    private final List<Integer> settled = new ArrayList<>();
    private final List<CancellationRow> cancellations = new ArrayList<>();
    private final List<Part.KeyRow> keys = new ArrayList<>();
    private final List<AuditRow> audit = new ArrayList<>();
    private Optional<Part.NewWorkflow> created = Optional.empty();
    private Optional<Part.NextRun> next = Optional.empty();
    private Optional<RowChange> change = Optional.empty();
    private Optional<Part.Announcement> announcement = Optional.empty();
    private boolean allSettled;

    private PartOf(String id, int run) {
        this.id = id;
        this.run = run;
    }

    static PartOf workflow(String id) {
        return new PartOf(id, 0);
    }

    static PartOf workflow(String id, int run) {
        return new PartOf(id, run);
    }

    PartOf created(Part.NewWorkflow row) {
        created = Optional.of(row);
        return this;
    }

    PartOf entry(long position, Entry entry) {
        entries.add(recorded(position, entry));
        return this;
    }

    static Recorded recorded(long position, Entry entry) {
        return new Recorded(position, NOW, entry);
    }

    PartOf next(int nextRun, boolean revives, Entry... journal) {
        List<Recorded> copied = new ArrayList<>();
        for (Entry entry : journal) copied.add(recorded(copied.size(), entry));
        next = Optional.of(new Part.NextRun(nextRun, 1, "null", copied, revives));
        return this;
    }

    PartOf next(int nextRun, Recorded... journal) {
        next = Optional.of(new Part.NextRun(nextRun, 1, "null", List.of(journal), true));
        return this;
    }

    PartOf change(Status status) {
        return change(status, Optional.empty(), Map.of());
    }

    PartOf change(Status status, Optional<String> text, Map<String, String> tags) {
        change = Optional.of(new RowChange(
                status, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), text, tags));
        return this;
    }

    PartOf waiter(int seq, String key) {
        waiters.add(new Part.WaiterRow(seq, key));
        return this;
    }

    PartOf timer(int seq, Instant due) {
        timers.add(new Part.TimerRow(seq, due));
        return this;
    }

    PartOf settled(int seq) {
        settled.add(seq);
        return this;
    }

    PartOf allSettled() {
        allSettled = true;
        return this;
    }

    PartOf cancellation(CancellationRow row) {
        cancellations.add(row);
        return this;
    }

    PartOf signal(long position, String name, String signalId) {
        keys.add(Part.KeyRow.ofSignal(signalId));
        return entry(position, new Entry.Signalled(name, "1", signalId));
    }

    PartOf order(String key, String what) {
        keys.add(new Part.KeyRow(key, what));
        return this;
    }

    PartOf audit(String actor, String action, String detail) {
        audit.add(new AuditRow(actor, action, detail));
        return this;
    }

    PartOf announces(String key, String body) {
        announcement = Optional.of(new Part.Announcement(key, body));
        return this;
    }

    Part made() {
        return new Part(
                id,
                TwoNodes.PARTITION,
                run,
                NOW,
                created,
                entries,
                next,
                change,
                timers,
                waiters,
                settled,
                allSettled,
                cancellations,
                keys,
                audit,
                announcement);
    }
}
