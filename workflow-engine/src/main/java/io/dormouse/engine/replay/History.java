package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Recorded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a journal says about the commands of the code that wrote it; a replay is held against it. */
final class History {
    /** A command as the journal knows it. @param called whether its {@code Called} entry is there */
    record Known(Kind kind, String name, String line, boolean called) {}

    private final Map<Integer, Known> commands = new HashMap<>();

    static History of(List<Recorded> journal) {
        History history = new History();
        for (Recorded recorded : journal) {
            switch (recorded.entry()) {
                case Entry.Called e -> history.commands.put(e.seq(), new Known(e.kind(), e.name(), e.line(), true));
                case Entry.Completed e ->
                    history.commands.merge(
                            e.seq(), new Known(e.kind(), e.name(), e.line(), false), (called, completed) -> called);
                case Entry.Started e -> {}
                case Entry.Signalled e -> {}
                case Entry.Cancelled e -> {}
                case Entry.Finished e -> {}
            }
        }
        return history;
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
}
