package io.dormouse.engine.owner;

import io.dormouse.engine.replay.Few;
import io.dormouse.engine.replay.Request;
import io.dormouse.engine.store.Part.TimerRow;
import io.dormouse.engine.store.Part.WaiterRow;
import io.dormouse.engine.store.WaitRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The commands of one workflow that have no result yet, in program order. Mostly one, so a list. */
final class PendingCommands implements Iterable<PendingCommand> {
    private static final int DESCRIBED = 5;

    private List<PendingCommand> commands = List.of();

    void add(PendingCommand command) {
        commands = Few.with(commands, command);
    }

    @Nullable
    PendingCommand find(int seq) {
        int index = indexOf(seq);
        return index < 0 ? null : commands.get(index);
    }

    @Nullable
    PendingCommand remove(int seq) {
        int index = indexOf(seq);
        if (index < 0) return null;
        PendingCommand found = commands.get(index);
        commands = Few.without(commands, index);
        return found;
    }

    private int indexOf(int seq) {
        for (int index = 0; index < commands.size(); index++) {
            if (commands.get(index).command.seq() == seq) return index;
        }
        return -1;
    }

    boolean areAllSleepers() {
        for (PendingCommand pending : commands) {
            if (pending.state != PendingCommand.State.ASLEEP) return false;
        }
        return true;
    }

    /** The number of the first that no row can wait for; -1 if there is none. */
    int oldestThatIsNotAsleep() {
        for (PendingCommand pending : commands) {
            if (pending.state != PendingCommand.State.ASLEEP) return pending.command.seq();
        }
        return -1;
    }

    boolean isAnyUnderWay() {
        return commands.stream().anyMatch(pending -> pending.state == PendingCommand.State.UNDER_WAY);
    }

    List<Integer> numbers() {
        return commands.stream().map(pending -> pending.command.seq()).toList();
    }

    /** Those that fail and are to be tried again. @param seq one of them; empty: all */
    List<PendingCommand> troubled(Optional<Integer> seq) {
        return commands.stream()
                .filter(pending -> !pending.trouble.isEmpty())
                .filter(pending -> seq.isEmpty() || seq.get() == pending.command.seq())
                .toList();
    }

    /** Whether a step of it runs in this process. */
    boolean isAnyLocal() {
        return commands.stream().anyMatch(pending -> pending.command.request() instanceof Request.Local);
    }

    List<String> eventKeys() {
        return commands.stream().flatMap(pending -> pending.eventKey().stream()).toList();
    }

    Map<Integer, String> eventKeysByNumber() {
        Map<Integer, String> keys = HashMap.newHashMap(commands.size());
        for (PendingCommand pending : commands)
            pending.eventKey().ifPresent(key -> keys.put(pending.command.seq(), key));
        return keys;
    }

    List<PendingCommand> sentCalls() {
        return commands.stream().filter(PendingCommand::mayHaveLeft).toList();
    }

    List<PendingCommand> sleepersWithoutRow(Map<Integer, WaitRow> rows) {
        return commands.stream()
                .filter(pending -> pending.needsRow()
                        && !pending.row().equals(Optional.ofNullable(rows.get(pending.command.seq()))))
                .toList();
    }

    static List<TimerRow> timers(Collection<PendingCommand> sleepers) {
        return sleepers.stream()
                .filter(pending -> pending.command.request() instanceof Request.Timer)
                .map(pending -> new TimerRow(pending.command.seq(), ((Request.Timer) pending.command.request()).due()))
                .toList();
    }

    static List<WaiterRow> waiters(Collection<PendingCommand> sleepers) {
        return sleepers.stream()
                .flatMap(pending -> pending.eventKey().stream().map(key -> new WaiterRow(pending.command.seq(), key)))
                .toList();
    }

    /** What people read; the first few if there are many. */
    Optional<String> description() {
        if (commands.isEmpty()) return Optional.empty();
        String first = commands.stream()
                .limit(DESCRIBED)
                .map(PendingCommand::description)
                .collect(Collectors.joining("; "));
        int more = commands.size() - DESCRIBED;
        return Optional.of(more > 0 ? "%s; and %d more".formatted(first, more) : first);
    }

    @Override
    public Iterator<PendingCommand> iterator() {
        return commands.iterator();
    }
}
