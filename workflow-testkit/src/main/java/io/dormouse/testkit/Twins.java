package io.dormouse.testkit;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.journal.Kind;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a workflow again from its start, over what its journal has so far, whenever it waits, and holds what the code says
 * against what it said before. Whatever it decides by that is not in the journal shows itself here, and not months later.
 */
final class Twins {
    /** Up to so many entries the code runs again at every await; after that, when the journal is a tenth longer. */
    private static final int SHORT_JOURNAL = 200;

    private final Rerun rerun;
    private final Function<String, Optional<String>> sent;
    private final Map<String, Run> runs = new HashMap<>();

    /** @param sent the arguments with which the call of a key was sent */
    Twins(Rerun rerun, Function<String, Optional<String>> sent) {
        this.rerun = rerun;
        this.sent = sent;
    }

    /** What is known of a run: how long its journal was, how long when it was last compared, and what it has asked for. */
    private static final class Run {
        final Map<Integer, Command> asked = new HashMap<>();
        int seen;
        int compared;

        Run(int seen) {
            this.seen = seen;
        }
    }

    /** Runs the workflow again up to each await that it has come to since the last time. */
    void compare(String id, int number, Definition definition, List<Recorded> journal) {
        Run run = runs.computeIfAbsent(id + '/' + number, none -> new Run(beginningOf(journal)));
        for (int length = run.seen + 1; length <= journal.size(); length++) {
            if (isAwait(journal, length) && isDue(run, length)) {
                run.compared = length;
                compareTwice(id, run, definition, List.copyOf(journal.subList(0, length)), journal);
            }
        }
        journal.subList(run.seen, journal.size()).forEach(recorded -> holdAgainst(id, run, recorded.entry()));
        run.seen = journal.size();
    }

    /** What the code asked for when it ran again is what the journal says. */
    private static void holdAgainst(String id, Run run, Entry entry) {
        switch (entry) {
            case Entry.Called e -> holdAgainst(id, run.asked.get(e.seq()), e.kind(), e.name(), e.line());
            case Entry.Completed e -> holdAgainst(id, run.asked.get(e.seq()), e.kind(), e.name(), e.line());
            default -> {}
        }
    }

    private static void holdAgainst(String id, @Nullable Command again, Kind kind, String name, String line) {
        if (again != null && (again.kind() != kind || !again.name().equals(name)))
            throw NotDeterministicError.otherCommand(id, again, kind, name, line);
    }

    /** What a rewind or a fork has copied is under other keys there: only what comes after that is this run's own. */
    private static int beginningOf(List<Recorded> journal) {
        for (int i = journal.size() - 1; i > 0; i--) {
            Entry entry = journal.get(i).entry();
            if (entry instanceof Entry.Forked || i < journal.size() - 1 && entry instanceof Entry.Rewound) return i;
        }
        return 0;
    }

    /** Whether the code waited when the journal was so long: what comes next was delivered to it, or has still to come. */
    private static boolean isAwait(List<Recorded> journal, int length) {
        if (length == journal.size())
            return !wasEndedFromOutside(journal.getLast().entry());
        return switch (journal.get(length).entry()) {
            case Entry.Completed e -> true;
            case Entry.Signalled e -> true;
            case Entry.Cancelled e -> true;
            default -> false;
        };
    }

    private static boolean wasEndedFromOutside(Entry last) {
        return last instanceof Entry.Rewound
                || last instanceof Entry.Finished finished && finished.by().isPresent();
    }

    private static boolean isDue(Run run, int length) {
        return length <= SHORT_JOURNAL || length >= run.compared + run.compared / 10;
    }

    /** Once more if there is something that only a second look can hold against anything. */
    private void compareTwice(String id, Run run, Definition definition, List<Recorded> journal, List<Recorded> whole) {
        if (compareOnce(id, run, definition, journal, whole)) compareOnce(id, run, definition, journal, whole);
    }

    /** Says whether there is something new that only a second look can hold against anything. */
    private boolean compareOnce(
            String id, Run run, Definition definition, List<Recorded> journal, List<Recorded> whole) {
        Report report = rerun.of(id, definition, journal).orElseThrow(() -> NotDeterministicError.saysNothing(id));
        return switch (report) {
            case Report.Stuck stuck -> throw NotDeterministicError.stuck(id, stuck.why());
            case Report.Parked parked -> hold(id, run, parked.given(), journal);
            case Report.Ended ended -> {
                holdEnd(id, EntryCodec.outcomeJson(ended.outcome()), journal, whole);
                yield false;
            }
            case Report.Continued continued -> {
                holdEnd(id, continued.input(), journal, whole);
                yield false;
            }
        };
    }

    private boolean hold(String id, Run run, List<Command> given, List<Recorded> journal) {
        boolean news = false;
        for (Command command : given) {
            called(journal, command.key())
                    .filter(called -> !called.digest().equals(command.request().digest()))
                    .ifPresent(called -> {
                        throw NotDeterministicError.otherRequest(
                                id, command, called, sent.apply(called.key()).orElse("other arguments"));
                    });
            Command before = run.asked.putIfAbsent(command.seq(), command);
            if (before == null) news |= command.request() instanceof Request.Timer;
            else if (!isSame(before, command)) throw NotDeterministicError.otherCommand(id, before, command);
        }
        return news;
    }

    private static Optional<Entry.Called> called(List<Recorded> journal, String key) {
        return journal.stream()
                .map(Recorded::entry)
                .filter(entry ->
                        entry instanceof Entry.Called called && called.key().equals(key))
                .map(Entry.Called.class::cast)
                .findFirst();
    }

    private static boolean isSame(Command one, Command other) {
        return one.kind() == other.kind() && one.name().equals(other.name()) && isSame(one.request(), other.request());
    }

    private static boolean isSame(Request one, Request other) {
        return one instanceof Request.Local && other instanceof Request.Local || Objects.equals(one, other);
    }

    private static void holdEnd(String id, String now, List<Recorded> journal, List<Recorded> whole) {
        String before = switch (journal.getLast().entry()) {
            case Entry.Finished finished -> EntryCodec.outcomeJson(finished.outcome());
            case Entry.ContinuedAsNew next -> next.input();
            default -> throw NotDeterministicError.endsEarly(id, now, whole.subList(journal.size(), whole.size()));
        };
        if (!before.equals(now)) throw NotDeterministicError.otherEnd(id, before, now);
    }
}
