package io.dormouse.simulator.database;

import io.dormouse.engine.store.Addressee;
import io.dormouse.engine.store.Stored.StoredEntry;
import io.dormouse.engine.store.WaitRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is committed. Only commits change it; whoever reads it between two events reads a snapshot. */
public final class Tables {
    /** Partitions, enough to be shared and to move. */
    public static final int PARTITIONS = 6;

    /** A run of a workflow. */
    public record Run(String id, int run) {}

    /** A command of a run. */
    public record Command(String id, int run, int seq) {}

    /** The key of a waiter row. */
    public record WaiterKey(String key, Command command) {}

    /** A call to withdraw. */
    public record Cancellation(int partition, String service, String key) {}

    /** An event. */
    public record Event(String value, boolean open) {}

    /** The owner of a partition. */
    public record Owner(@Nullable String node, long epoch, int uncleanEnds, Instant takenAt) {
        static Owner nobody() {
            return new Owner(null, 0, 0, Instant.EPOCH);
        }
    }

    /** A row of {@code suspect}. */
    record Suspicion(String node, int attempts, String reached) {}

    /** A timer. */
    public record Timer(Instant due, int partition) {}

    final Map<String, WorkflowRow> workflows = new LinkedHashMap<>();
    final Map<Run, TreeMap<Long, StoredEntry>> journals = new HashMap<>();
    final Map<Command, Timer> timers = new LinkedHashMap<>();
    final Map<WaiterKey, Integer> waiters = new LinkedHashMap<>();
    final Map<String, Event> events = new LinkedHashMap<>();
    final Map<Addressee.Key, String> keys = new HashMap<>();
    final Map<Command, Cancellation> cancellations = new LinkedHashMap<>();
    final Map<Integer, Owner> owners = new TreeMap<>();
    final Map<String, Suspicion> suspects = new HashMap<>();
    final Map<String, Long> views = new HashMap<>();
    final Set<String> leaving = new HashSet<>();
    final Map<String, Instant> heartbeats = new HashMap<>();

    private Optional<String> broken = Optional.empty();

    Tables() {
        for (int partition = 0; partition < PARTITIONS; partition++) owners.put(partition, Owner.nobody());
    }

    /** Something was committed that must never be. */
    void broken(String what) {
        if (broken.isEmpty()) broken = Optional.of(what);
    }

    /** The first thing that was committed and must never be. */
    public Optional<String> broken() {
        return broken;
    }

    /** The rows of all workflows, in the order of their starts. */
    public Map<String, WorkflowRow> workflows() {
        return workflows;
    }

    /** The journal of a run, by position. */
    public TreeMap<Long, StoredEntry> journal(String id, int run) {
        return journals.getOrDefault(new Run(id, run), new TreeMap<>());
    }

    /** The value of an event. */
    public @Nullable String event(String key) {
        Event event = events.get(key);
        return event == null ? null : event.value();
    }

    /** Who owns what. */
    public Map<Integer, Owner> owners() {
        return owners;
    }

    /** The view of every life of a node. */
    public Map<String, Long> views() {
        return views;
    }

    /** All events. */
    public Map<String, Event> events() {
        return events;
    }

    /** The cancellations that no ledger has answered. */
    public Map<Command, Cancellation> cancellations() {
        return cancellations;
    }

    /** The timer and waiter rows of a run, by the number of their command. */
    public Map<Integer, WaitRow> waits(String id, int run) {
        Map<Integer, WaitRow> found = new TreeMap<>();
        timers.forEach((command, timer) -> {
            if (command.id().equals(id) && command.run() == run)
                found.put(command.seq(), new WaitRow.Timer(timer.due()));
        });
        waiters.forEach((waiter, partition) -> {
            if (waiter.command().id().equals(id) && waiter.command().run() == run)
                found.put(waiter.command().seq(), new WaitRow.Event(waiter.key()));
        });
        return found;
    }

    /** The runs that have timer or waiter rows. */
    public Set<Run> runsThatWait() {
        Set<Run> runs = new LinkedHashSet<>();
        timers.keySet().forEach(command -> runs.add(new Run(command.id(), command.run())));
        waiters.keySet()
                .forEach(waiter ->
                        runs.add(new Run(waiter.command().id(), waiter.command().run())));
        return runs;
    }

    /** Who owns a partition, by the table. */
    public @Nullable String owner(int partition) {
        Owner owner = owners.get(partition);
        return owner == null ? null : owner.node();
    }
}
