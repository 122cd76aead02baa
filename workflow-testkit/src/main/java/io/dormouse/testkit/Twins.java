package io.dormouse.testkit;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.replay.Command;
import io.dormouse.engine.replay.Definition;
import io.dormouse.engine.replay.Report;
import io.dormouse.engine.replay.Request;
import io.dormouse.testkit.replay.Rerun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs a workflow again from its start, over what its journal has so far, whenever it waits, and holds what the code says
 * against what it said before. Whatever it decides by that is not in the journal shows itself here, and not months later.
 */
final class Twins {
    /** Up to so many entries the code runs again at every await; after that, when the journal is a tenth longer. */
    private static final int SHORT_JOURNAL = 200;

    private final Rerun rerun = new Rerun();
    private final Map<String, Run> runs = new HashMap<>();

    /** What is known of a run: how long its journal was last time, and what it has asked for. */
    private static final class Run {
        int length;
        final Map<Integer, Command> asked = new HashMap<>();
    }

    /** Runs the workflow again if it has come to another await. */
    void compare(String id, int number, Definition definition, List<Recorded> journal) {
        Run run = runs.computeIfAbsent(id + '/' + number, none -> new Run());
        Entry last = journal.getLast().entry();
        boolean due = journal.size() > run.length && (last instanceof Entry.Finished || journal.size() >= nextLength(run));
        if (!due || wasEndedFromOutside(last)) return;
        run.length = journal.size();
        if (compareOnce(id, run, definition, journal)) compareOnce(id, run, definition, journal);
    }

    private static int nextLength(Run run) {
        return run.length < SHORT_JOURNAL ? run.length + 1 : run.length + run.length / 10;
    }

    private static boolean wasEndedFromOutside(Entry last) {
        return last instanceof Entry.Rewound
                || last instanceof Entry.Finished finished && finished.by().isPresent();
    }

    /** Says whether there is something new that only a second look can hold against anything. */
    private boolean compareOnce(String id, Run run, Definition definition, List<Recorded> journal) {
        Report report = rerun.of(id, definition, journal).orElseThrow(() -> NotDeterministicError.saysNothing(id));
        return switch (report) {
            case Report.Stuck stuck -> throw NotDeterministicError.stuck(id, stuck.why());
            case Report.Parked parked -> hold(id, run, parked.given(), journal);
            case Report.Ended ended -> {
                holdEnd(id, ended.outcome(), journal);
                yield false;
            }
            case Report.Continued continued -> false;
        };
    }

    private static boolean hold(String id, Run run, List<Command> given, List<Recorded> journal) {
        boolean news = false;
        for (Command command : given) {
            called(journal, command.seq())
                    .filter(called -> !called.digest().equals(command.request().digest()))
                    .ifPresent(called -> {
                        throw NotDeterministicError.otherRequest(id, command, called);
                    });
            Command before = run.asked.putIfAbsent(command.seq(), command);
            if (before == null) news |= command.request() instanceof Request.Timer;
            else if (!isSame(before, command)) throw NotDeterministicError.otherCommand(id, before, command);
        }
        return news;
    }

    private static Optional<Entry.Called> called(List<Recorded> journal, int seq) {
        return journal.stream()
                .map(Recorded::entry)
                .filter(entry -> entry instanceof Entry.Called called && called.seq() == seq)
                .map(Entry.Called.class::cast)
                .findFirst();
    }

    private static boolean isSame(Command one, Command other) {
        return one.kind() == other.kind() && one.name().equals(other.name()) && isSame(one.request(), other.request());
    }

    private static boolean isSame(Request one, Request other) {
        return one instanceof Request.Local && other instanceof Request.Local || Objects.equals(one, other);
    }

    private static void holdEnd(String id, Outcome outcome, List<Recorded> journal) {
        if (!(journal.getLast().entry() instanceof Entry.Finished finished)) {
            throw NotDeterministicError.endsEarly(id, EntryCodec.outcomeJson(outcome));
        }
        String before = EntryCodec.outcomeJson(finished.outcome());
        String now = EntryCodec.outcomeJson(outcome);
        if (!before.equals(now)) throw NotDeterministicError.otherEnd(id, before, now);
    }
}
