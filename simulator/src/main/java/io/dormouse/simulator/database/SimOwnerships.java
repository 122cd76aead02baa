package io.dormouse.simulator.database;

import io.dormouse.simulator.Bug;
import io.dormouse.simulator.database.Tables.Owner;
import io.dormouse.workflow.cluster.Ownerships;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who owns what, on the simulated database: the transactions of the workflow service, statement by statement. */
public final class SimOwnerships implements Ownerships {
    private final Link link;
    private final Server server;
    private final Tables tables;
    private final Set<Bug> bugs;

    /** Over a link. */
    public SimOwnerships(Link link, Set<Bug> bugs) {
        this.link = link;
        this.server = link.server();
        this.tables = server.tables();
        this.bugs = bugs;
    }

    /** Makes a new life of a node known. */
    public Future<Void> register(String node) {
        return link.transaction(session -> session.execute(transaction -> transaction.write(() -> {
            tables.views.putIfAbsent(node, 0L);
            tables.heartbeats.put(node, server.now());
        })));
    }

    /** Says that the node lives; answers with the database's clock. */
    public Future<Instant> beat(String node) {
        return link.read(() -> {
            Instant now = server.now();
            tables.heartbeats.put(node, now);
            return now;
        });
    }

    @Override
    public Future<Standing> standing(Collection<String> nodes) {
        return link.read(() -> {
            List<Owned> owned = new ArrayList<>();
            tables.owners.forEach((partition, owner) -> owned.add(new Owned(
                    partition,
                    Optional.ofNullable(owner.node()),
                    owner.node() == null || silentMillis(owner.node()) > Node.SILENCE_MILLIS,
                    Set.of())));
            Map<String, Node> known = new HashMap<>();
            for (String node : nodes) {
                if (tables.views.containsKey(node))
                    known.put(node, new Node(Set.of(), tables.leaving.contains(node), silentMillis(node)));
            }
            return new Standing(owned, known);
        });
    }

    private long silentMillis(String node) {
        Instant seen = tables.heartbeats.get(node);
        return seen == null || Bug.SILENCE_NOT_WAITED_FOR.isIn(bugs)
                ? Long.MAX_VALUE
                : Duration.between(seen, server.now()).toMillis();
    }

    @Override
    public Future<Void> take(String node, Optional<String> loser, Collection<Integer> partitions) {
        return changeOwner(partitions, loser.orElse(null), node, Bug.TAKE_KEEPS_THE_VIEW.isIn(bugs), false);
    }

    @Override
    public Future<Void> handOver(String node, Collection<Integer> partitions, boolean leaving) {
        return changeOwner(partitions, node, null, Bug.HAND_OVER_KEEPS_THE_VIEW.isIn(bugs), leaving);
    }

    private Future<Void> changeOwner(
            Collection<Integer> partitions,
            @Nullable String from,
            @Nullable String to,
            boolean keepView,
            boolean leaving) {
        List<Integer> sorted = partitions.stream().sorted().toList();
        return link.transaction(session -> session.execute(lock(sorted))
                .compose(locked -> session.execute(change(sorted, from, to, leaving)))
                .compose(changed -> session.execute(raise(from, keepView, leaving))));
    }

    private static Statement lock(List<Integer> partitions) {
        return new Statement() {
            @Override
            public List<Lock> locks() {
                return partitions.stream()
                        .map(partition -> Lock.forUpdate("partition_owner", partition))
                        .toList();
            }

            @Override
            public void run(Transaction transaction) {}
        };
    }

    private Statement change(List<Integer> partitions, @Nullable String from, @Nullable String to, boolean leaving) {
        return transaction -> partitions.forEach(partition -> {
            Owner owner = Objects.requireNonNull(tables.owners.get(partition));
            if (!Objects.equals(owner.node(), from)) return;
            int uncleanEnds = leaving ? 0 : owner.uncleanEnds() + (from != null && to != null ? 1 : 0);
            transaction.write(
                    () -> tables.owners.put(partition, new Owner(to, owner.epoch() + 1, uncleanEnds, server.now())));
        });
    }

    private Statement raise(@Nullable String loser, boolean keepView, boolean leaving) {
        return new Statement() {
            @Override
            public List<Lock> locks() {
                return loser == null || keepView ? List.of() : List.of(Lock.forUpdate("node", loser));
            }

            @Override
            public void run(Transaction transaction) {
                if (loser == null) return;
                transaction.write(() -> {
                    if (!keepView) tables.views.computeIfPresent(loser, (name, view) -> view + 1);
                    if (leaving) tables.leaving.add(loser);
                });
            }
        };
    }

    @Override
    public Future<Holdings> read(String node) {
        long[] view = {0};
        Map<Integer, Long> partitions = new HashMap<>();
        Set<Integer> restless = new HashSet<>();
        if (Bug.OWNERSHIP_LOCKED_AND_READ_AT_ONCE.isIn(bugs)) return readAtOnce(node);
        return link.transaction(session -> session.execute(lockNode(node))
                .compose(locked -> session.execute(transaction -> view[0] = tables.views.getOrDefault(node, -1L)))
                .compose(read -> session.execute(transaction -> {
                    partitions.putAll(ownedBy(node));
                    restless.addAll(restless(partitions.keySet()));
                }))
                .map(read -> new Holdings(view[0], partitions, restless)));
    }

    private Set<Integer> restless(Collection<Integer> partitions) {
        return partitions.stream()
                .filter(partition ->
                        Objects.requireNonNull(tables.owners.get(partition)).uncleanEnds() >= Holdings.RESTLESS_AFTER)
                .collect(Collectors.toSet());
    }

    private Map<Integer, Long> ownedBy(String node) {
        Map<Integer, Long> owned = new HashMap<>();
        tables.owners.forEach((partition, owner) -> {
            if (node.equals(owner.node())) owned.put(partition, owner.epoch());
        });
        return owned;
    }

    private static Statement lockNode(String node) {
        return new Statement() {
            @Override
            public List<Lock> locks() {
                return List.of(Lock.forShare("node", node));
            }

            @Override
            public void run(Transaction transaction) {}
        };
    }

    /** The row that it waited for is the newest; what it joins is of the snapshot from before it waited. */
    private Future<Holdings> readAtOnce(String node) {
        long[] view = {0};
        Map<Integer, Long> partitions = new HashMap<>();
        Statement both = new Statement() {
            @Override
            public List<Lock> locks() {
                partitions.putAll(ownedBy(node));
                return List.of(Lock.forShare("node", node));
            }

            @Override
            public void run(Transaction transaction) {
                view[0] = tables.views.getOrDefault(node, -1L);
            }
        };
        return link.transaction(
                session -> session.execute(both).map(done -> new Holdings(view[0], partitions, Set.of())));
    }
}
