package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Recorded;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a journal says about the commands of the code that wrote it; a replay is held against it. */
final class History {
    /**
     * A command as the journal knows it.
     *
     * @param key of its {@code Called} entry; empty if there is none
     */
    record Known(Kind kind, String name, String line, String key) {}

    /** Of a run that has only been started. */
    private static final History NOTHING = new History();

    private Map<Integer, Known> commands = Map.of();
    private Map<Integer, Long> completed = Map.of();
    private Map<Integer, String> progress = Map.of();
    private Set<String> changes = Set.of();
    private Set<String> withdrawn = Set.of();

    /** The last entry that followed from what the code did before. Signals and cancellations come when they like, and say nothing. */
    private long furthest;

    static History of(List<Recorded> journal) {
        if (journal.size() == 1) return NOTHING;
        History history = new History();
        history.read(journal);
        return history;
    }

    private void read(List<Recorded> journal) {
        commands = new HashMap<>();
        completed = new HashMap<>();
        progress = new HashMap<>(0);
        changes = new HashSet<>(0);
        withdrawn = new HashSet<>(0);
        for (Recorded recorded : journal) add(recorded);
    }

    /**
     * The replay is over: what it was held against is forgotten, since a run may wait for a year after it. Only what was withdrawn
     * is asked for later.
     */
    void leave() {
        commands = Map.of();
        completed = Map.of();
        progress = Map.of();
        changes = Set.of();
        if (withdrawn.isEmpty()) withdrawn = Set.of();
    }

    private void add(Recorded recorded) {
        switch (recorded.entry()) {
            case Entry.Called e -> commands.put(e.seq(), new Known(e.kind(), e.name(), e.line(), e.key()));
            case Entry.Completed e -> {
                commands.putIfAbsent(e.seq(), new Known(e.kind(), e.name(), e.line(), ""));
                completed.put(e.seq(), recorded.position());
                furthest = recorded.position();
            }
            case Entry.Progressed e -> progress.put(e.seq(), e.progress());
            case Entry.Changed e -> {
                changes.add(e.change());
                furthest = recorded.position();
            }
            case Entry.Withdrawn e -> withdrawn.add(e.key());
            default -> {}
        }
    }

    /** Whether the run has been further than this entry. */
    boolean goesOnBehind(long position) {
        return furthest > position;
    }

    /** Whether a call with this key was withdrawn. */
    boolean isWithdrawn(String key) {
        return withdrawn.contains(key);
    }

    /** What the journal says about a command that the code gives now; the two must be of one kind and name. */
    @Nullable
    Known recall(int seq, Kind kind, String name, Supplier<String> line) {
        Known known = commands.get(seq);
        if (known != null && (known.kind() != kind || !known.name().equals(name))) {
            throw StuckError.otherCommand(seq, kind, name, line.get(), known);
        }
        return known;
    }

    /** The first command that the journal has and the code, which has given all those before {@code next}, has not. */
    Optional<Integer> firstMissing(int next) {
        return commands.keySet().stream().filter(seq -> seq >= next).min(Integer::compare);
    }

    Known known(int seq) {
        Known known = commands.get(seq);
        if (known == null) throw new IllegalArgumentException("the journal has no command " + seq);
        return known;
    }

    boolean isCompletedUpTo(long position, int seq) {
        Long at = completed.get(seq);
        return at != null && at <= position;
    }

    /** How far a step had come. */
    Optional<String> progress(int seq) {
        return Optional.ofNullable(progress.get(seq));
    }

    /** Whether a change of the code was found to be in force. */
    boolean has(String change) {
        return changes.contains(change);
    }
}
