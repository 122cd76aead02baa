package io.dormouse.simulator.database;

import io.dormouse.engine.owner.NearTimer;
import io.dormouse.engine.owner.TimerHorizon;
import io.dormouse.engine.owner.Withdrawal;
import io.dormouse.engine.store.Status;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a node reads of its partitions, as the workflow service does. */
public final class PartitionQueries {
    private final Link link;
    private final Server server;
    private final Tables tables;

    /** Over a link. */
    public PartitionQueries(Link link) {
        this.link = link;
        this.server = link.server();
        this.tables = server.tables();
    }

    /** The workflows that are {@code RUNNING} or {@code STUCK}. */
    public Future<List<String>> active(Set<Integer> partitions) {
        return link.read(() -> activeNow(partitions));
    }

    /** The same, of this very moment. */
    public List<String> activeNow(Set<Integer> partitions) {
        return tables.workflows.values().stream()
                .filter(row -> partitions.contains(row.partition()))
                .filter(row -> row.status() == Status.RUNNING || row.status() == Status.STUCK)
                .map(WorkflowRow::id)
                .toList();
    }

    /** The timers that are due within a window. */
    public Future<List<NearTimer>> timers(Set<Integer> partitions, TimerHorizon.Window window) {
        return link.read(() -> {
            List<NearTimer> near = new ArrayList<>();
            tables.timers.forEach((command, timer) -> {
                boolean isDueWithin =
                        !timer.due().isBefore(window.from()) && timer.due().isBefore(window.to());
                if (isDueWithin && partitions.contains(timer.partition()))
                    near.add(new NearTimer(command.id(), command.run(), command.seq(), timer.due()));
            });
            return near;
        });
    }

    /** Open events and the workflows that have a row for them. */
    public Future<Map<String, Set<String>>> openWaits(Set<Integer> partitions) {
        return link.read(() -> {
            Map<String, Set<String>> open = new TreeMap<>();
            tables.waiters.forEach((waiter, partition) -> {
                Tables.Event event = tables.events.get(waiter.key());
                if (event != null && event.open() && partitions.contains(partition))
                    open.computeIfAbsent(waiter.key(), none -> new TreeSet<>())
                            .add(waiter.command().id());
            });
            return open;
        });
    }

    /** Closes the open events that nobody has a row for. */
    public Future<Void> closeServedEvents() {
        Statement close = transaction -> {
            Set<String> waited = new TreeSet<>();
            tables.waiters.keySet().forEach(waiter -> waited.add(waiter.key()));
            tables.events.forEach((key, event) -> {
                if (event.open() && !waited.contains(key))
                    transaction.write(() -> tables.events.put(key, new Tables.Event(event.value(), false)));
            });
        };
        return link.transaction(session -> session.execute(close));
    }

    /** Calls that nobody wants, of which no ledger has heard. */
    public Future<List<Withdrawal>> unwanted(Set<Integer> partitions) {
        return link.read(() -> {
            List<Withdrawal> unwanted = new ArrayList<>();
            tables.cancellations.forEach((command, row) -> {
                if (partitions.contains(row.partition()))
                    unwanted.add(new Withdrawal(
                            command.id(), row.partition(), command.run(), command.seq(), row.service(), row.key()));
            });
            return unwanted;
        });
    }
}
