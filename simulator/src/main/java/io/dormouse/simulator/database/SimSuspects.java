package io.dormouse.simulator.database;

import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.simulator.database.Tables.Owner;
import io.dormouse.simulator.database.Tables.Suspicion;
import io.dormouse.workflow.cluster.Suspects;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which workflows are suspected of ending their processes, on the simulated database. */
public final class SimSuspects implements Suspects {
    private static final Duration CALM = Duration.ofSeconds(30);
    private static final List<Short> BESIDE_THE_CODE = EntryCodec.typesBesideTheCode();

    private final Link link;
    private final Server server;
    private final Tables tables;

    /** Over a link. */
    public SimSuspects(Link link) {
        this.link = link;
        this.server = link.server();
        this.tables = server.tables();
    }

    @Override
    public Future<Integer> attempt(String node, String workflow) {
        int[] attempts = {0};
        return link.transaction(session -> session.execute(transaction -> {
                    WorkflowRow row = tables.workflows.get(workflow);
                    if (row == null || !isOwnedBy(node, row)) return;
                    String reached = row.run() + "/" + stepsForward(row);
                    Suspicion before = tables.suspects.get(workflow);
                    attempts[0] = attempts(before, node, reached);
                    transaction.write(() -> tables.suspects.put(workflow, new Suspicion(node, attempts[0], reached)));
                }))
                .map(done -> attempts[0]);
    }

    private int partitionOf(String workflow) {
        return Objects.requireNonNull(tables.workflows.get(workflow)).partition();
    }

    private long stepsForward(WorkflowRow row) {
        return tables.journal(row.id(), row.run()).values().stream()
                .filter(entry -> !BESIDE_THE_CODE.contains(entry.row().type()))
                .count();
    }

    private boolean isOwnedBy(String node, WorkflowRow row) {
        Owner owner = tables.owners.get(row.partition());
        return owner != null && node.equals(owner.node());
    }

    private static int attempts(@Nullable Suspicion before, String node, String reached) {
        if (before == null || !before.reached().equals(reached)) return 1;
        return before.node().equals(node) ? before.attempts() : before.attempts() + 1;
    }

    @Override
    public Future<Void> acquit(String node, String workflow) {
        return link.transaction(session -> session.execute(transaction -> {
            Suspicion suspicion = tables.suspects.get(workflow);
            if (suspicion != null && suspicion.node().equals(node))
                transaction.write(() -> tables.suspects.remove(workflow));
        }));
    }

    @Override
    public Future<Boolean> calmDown(String node) {
        List<Integer> calm = new ArrayList<>();
        return link.transaction(session -> session.execute(transaction -> {
                    Instant before = server.now().minus(CALM);
                    for (Map.Entry<Integer, Owner> each : tables.owners.entrySet()) {
                        Owner owner = each.getValue();
                        if (!node.equals(owner.node()) || owner.uncleanEnds() == 0) continue;
                        if (owner.takenAt().isBefore(before)) calm.add(each.getKey());
                    }
                    transaction.write(() -> tables.suspects.keySet().removeIf(id -> calm.contains(partitionOf(id))));
                    calm.forEach(partition -> {
                        Owner owner = Objects.requireNonNull(tables.owners.get(partition));
                        transaction.write(() -> tables.owners.put(
                                partition, new Owner(owner.node(), owner.epoch(), 0, owner.takenAt())));
                    });
                }))
                .map(done -> !calm.isEmpty());
    }

    @Override
    public Future<Void> tidy() {
        return Future.succeededFuture();
    }
}
