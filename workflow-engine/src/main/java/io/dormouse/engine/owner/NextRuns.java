package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.JournalCopy;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.store.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The run that goes on after one that is closed. Made when the flush is cut that closes it, so that every signal that is in the
 * old journal by then is in the new one.
 */
final class NextRuns {
    /** @param last the entry that closes the old run @param next the new run */
    record Turn(Recorded last, Part.NextRun next) {}

    private NextRuns() {}

    /** @param entries what the flush appends to the old run before the entry that closes it */
    static Optional<Turn> turn(OwnedWorkflow workflow, List<Recorded> entries, Instant at) {
        return switch (workflow.closing()) {
            case Closing.NextInput next -> Optional.of(anew(workflow, next, entries, at));
            case Closing.Rewind rewind -> Optional.of(rewound(workflow, rewind, entries, at));
            case null, default -> Optional.empty();
        };
    }

    private static long lastPosition(OwnedWorkflow workflow, List<Recorded> entries) {
        return workflow.nextPosition() + entries.size();
    }

    private static Turn anew(OwnedWorkflow workflow, Closing.NextInput next, List<Recorded> entries, Instant at) {
        Entry.Started before = workflow.started;
        List<Entry> journal = new ArrayList<>();
        journal.add(new Entry.Started(
                before.name(),
                before.version(),
                next.input(),
                before.startedBy(),
                next.origin(),
                before.parent(),
                next.facts().tags()));
        journal.addAll(next.untaken());
        for (Recorded later : workflow.code.lately()) {
            if (later.position() > next.seenUpTo() && isForTheCode(later.entry())) journal.add(later.entry());
        }
        for (Recorded appended : entries) {
            if (isForTheCode(appended.entry())) journal.add(appended.entry());
        }
        return new Turn(
                new Recorded(lastPosition(workflow, entries), at, new Entry.ContinuedAsNew(next.input())),
                new Part.NextRun(
                        workflow.run + 1, before.version(), next.input(), Draft.placed(journal, 0, at), false));
    }

    private static boolean isForTheCode(Entry entry) {
        return entry instanceof Entry.Signalled || entry instanceof Entry.Cancelled;
    }

    private static Turn rewound(OwnedWorkflow workflow, Closing.Rewind rewind, List<Recorded> entries, Instant at) {
        List<Recorded> journal = wholeJournal(workflow, rewind, entries);
        JournalCopy copy = new JournalCopy(journal, rewind.to());
        Entry.Rewound turn = copy.rewound(workflow.status().isEnd(), rewind.next(), rewind.by(), rewind.reason());
        Entry.Started started = (Entry.Started) journal.getFirst().entry();
        return new Turn(
                new Recorded(lastPosition(workflow, entries), at, turn),
                new Part.NextRun(
                        workflow.run + 1,
                        started.version(),
                        started.input(),
                        copy.rewound(turn, at),
                        workflow.status().isEnd()));
    }

    /** What was read, what was committed since, and what goes along now. */
    private static List<Recorded> wholeJournal(OwnedWorkflow workflow, Closing.Rewind rewind, List<Recorded> entries) {
        List<Recorded> journal = new ArrayList<>(rewind.journal());
        for (Recorded later : workflow.code.lately()) {
            if (later.position() == journal.size()) journal.add(later);
        }
        journal.addAll(entries);
        return journal;
    }
}
