package io.dormouse.simulator.database;

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

    private static Part with(Part part, List<Recorded> entries, Optional<Part.RowChange> change) {
        return new Part(
                part.id(),
                part.partition(),
                part.run(),
                part.at(),
                part.created(),
                entries,
                part.next(),
                change,
                part.timers(),
                part.waiters(),
                part.settled(),
                part.allSettled(),
                part.cancellations(),
                part.signalIds(),
                part.audit(),
                part.announcement());
    }
}
