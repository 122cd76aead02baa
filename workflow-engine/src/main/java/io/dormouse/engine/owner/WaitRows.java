package io.dormouse.engine.owner;

import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.WaitRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The timer and waiter rows of a workflow that are committed, and those on their way there, by the number of their command. */
final class WaitRows {
    private final Map<Integer, WaitRow> committed = new HashMap<>(2);
    private @Nullable Part underWay;

    void wereRead(Map<Integer, WaitRow> rows) {
        committed.putAll(rows);
    }

    boolean isEmpty() {
        return committed.isEmpty();
    }

    /** Whether a command has a row, or is getting one. */
    boolean isThere(int seq) {
        Part part = underWay;
        return committed.containsKey(seq)
                || (part != null
                        && (part.timers().stream().anyMatch(row -> row.seq() == seq)
                                || part.waiters().stream().anyMatch(row -> row.seq() == seq)));
    }

    /** The commands whose rows are not those of what waits now under their number. */
    List<Integer> ofOtherCode(PendingCommands pending) {
        return committed.entrySet().stream()
                .filter(row -> {
                    PendingCommand waits = pending.find(row.getKey());
                    return waits == null
                            || waits.row().filter(row.getValue()::equals).isEmpty();
                })
                .map(Map.Entry::getKey)
                .toList();
    }

    List<PendingCommand> missingOf(PendingCommands pending) {
        return pending.sleepersWithoutRow(committed);
    }

    void areWritten(Part part) {
        underWay = part;
    }

    void committed(Part part) {
        underWay = null;
        part.settled().forEach(committed::remove);
        part.timers().forEach(row -> committed.put(row.seq(), new WaitRow.Timer(row.due())));
        part.waiters().forEach(row -> committed.put(row.seq(), new WaitRow.Event(row.key())));
    }

    void rolledBack() {
        underWay = null;
    }
}
