package io.dormouse.simulator.database;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parts of flushes as a bug has them. */
final class Parts {
    private Parts() {}

    /** A change of a row that says nothing but its status and tags. */
    static Part.RowChange only(Status status, Map<String, String> tags) {
        return new Part.RowChange(
                status, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), tags);
    }

    static Part withEntries(Part part, List<Recorded> entries) {
        return with(part, entries, part.change());
    }

    static Part withChange(Part part, Part.RowChange change) {
        return with(part, part.entries(), Optional.of(change));
    }

    static Part withStatus(Part part, Status status) {
        return withChange(part, only(status, Map.of()));
    }

    static Part withoutAnnouncement(Part part) {
        return with(part, part.entries(), part.next(), part.change(), Optional.empty());
    }

    /** A turn whose commands get the keys of the run before. */
    static Part withOldKeys(Part part) {
        Optional<Part.NextRun> next = part.next()
                .map(run -> new Part.NextRun(
                        run.run(),
                        run.version(),
                        run.input(),
                        run.entries().stream().map(Parts::withOldKeys).toList(),
                        run.revives()));
        return with(part, part.entries(), next, part.change(), part.announcement());
    }

    private static Recorded withOldKeys(Recorded recorded) {
        if (!(recorded.entry() instanceof Entry.Rewound turn)) return recorded;
        Origin old = new Origin(
                turn.next().seed(), turn.next().id(), Math.max(0, turn.next().run() - 1));
        return new Recorded(
                recorded.position(),
                recorded.at(),
                new Entry.Rewound(turn.to(), turn.carried(), turn.renewed(), old, turn.by(), turn.reason()));
    }

    private static Part with(Part part, List<Recorded> entries, Optional<Part.RowChange> change) {
        return with(part, entries, part.next(), change, part.announcement());
    }

    private static Part with(
            Part part,
            List<Recorded> entries,
            Optional<Part.NextRun> next,
            Optional<Part.RowChange> change,
            Optional<Part.Announcement> announcement) {
        return new Part(
                part.id(),
                part.partition(),
                part.run(),
                part.at(),
                part.created(),
                entries,
                next,
                change,
                part.timers(),
                part.waiters(),
                part.settled(),
                part.allSettled(),
                part.cancellations(),
                part.keys(),
                part.audit(),
                announcement);
    }
}
