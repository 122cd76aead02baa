package io.dormouse.engine.owner;

import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.WaitRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The timer and waiter rows of a workflow that are committed, and those on their way there, by the number of their command. */
final class WaitRows {
    private Map<Integer, WaitRow> committed = Map.of();
    private @Nullable Part underWay;

    void wereRead(Map<Integer, WaitRow> rows) {
        committed = small(rows);
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
        if (part.settled().isEmpty()
                && part.timers().isEmpty()
                && part.waiters().isEmpty()) return;
        Map<Integer, WaitRow> now = new HashMap<>(committed);
        part.settled().forEach(now::remove);
        part.timers().forEach(row -> now.put(row.seq(), new WaitRow.Timer(row.due())));
        part.waiters().forEach(row -> now.put(row.seq(), new WaitRow.Event(row.key())));
        committed = small(now);
    }

    /** Mostly it is one row, which needs no table. More of them keep an order that is the same in every process. */
    private static Map<Integer, WaitRow> small(Map<Integer, WaitRow> rows) {
        return rows.size() < 2 ? Map.copyOf(rows) : rows;
    }

    void rolledBack() {
        underWay = null;
    }
}
