package io.dormouse.simulator.cluster;

import io.dormouse.engine.owner.MemoryLimits;
import io.dormouse.engine.owner.Owner;
import io.dormouse.simulator.Bug;
import io.dormouse.simulator.check.Fault;
import io.dormouse.simulator.database.Tables;
import io.dormouse.simulator.outside.Workflows;
import io.dormouse.simulator.world.Chance;
import io.dormouse.workflow.cluster.Partitions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The nodes of a world: which live, what each sees of the others, and what happens to them. */
public final class Cluster implements Workflows {
    private static final long ANSWER_MICROS = 2_500_000;

    /** How often a node sweeps: some as seldom as in production, some so often that others meet it. */
    private static final List<Long> SWEEPS =
            List.of(10_000_000L, 10_000_000L, 10_000_000L, 500_000L, 500_000L, 70_000L);

    private final Surroundings world;
    private final Chance chance;
    private final int lanes;
    private final MemoryLimits limits;

    /** Which half of the cluster a machine belongs to, when it is split; all in one when it is not. */
    private final boolean split;

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Integer> machines = new HashMap<>();
    private final Map<List<String>, Map<String, Set<Integer>>> dues = new HashMap<>();
    private int lives;

    /** Some machines with a node each. */
    public Cluster(Surroundings world) {
        this.world = world;
        this.chance = world.chance();
        this.lanes = chance.happens(0.3) ? 2 : 1;
        this.limits = new MemoryLimits(chance.between(0, 3), chance.between(1, 4), chance.between(0, 3));
        int machineCount = chance.between(1, 3);
        this.split = machineCount > 1 && chance.happens(0.15);
        for (int machine = 0; machine < machineCount; machine++) startOn(machine);
    }

    /** The partition of a workflow's id. */
    public static int partitionOf(String id) {
        return Partitions.of(id) % Tables.PARTITIONS;
    }

    private void startOn(int machine) {
        String name = "node-" + machine + (Bug.NAME_OF_ANOTHER_LIFE.isIn(world.bugs()) ? "" : "." + lives++);
        machines.put(name, machine);
        Node node = new Node(world, this, name, this::members, chance.oneOf(SWEEPS));
        nodes.add(node);
        node.start(lanes, limits);
    }

    /** The members that a node sees. */
    private List<String> members(Node node) {
        return nodes.stream()
                .filter(other -> other == node || (other.serves() && seesEachOther(node, other)))
                .map(Node::name)
                .distinct()
                .toList();
    }

    /** What the rendezvous hash gives to a node. */
    Set<Integer> due(List<String> members, String node) {
        return dues.computeIfAbsent(members, Cluster::share).getOrDefault(node, Set.of());
    }

    private boolean seesEachOther(Node one, Node other) {
        return !split || machineOf(one) == machineOf(other);
    }

    private int machineOf(Node node) {
        return Objects.requireNonNull(machines.get(node.name()));
    }

    private static Map<String, Set<Integer>> share(List<String> members) {
        Map<String, Set<Integer>> shares = new HashMap<>();
        for (int partition = 0; partition < Tables.PARTITIONS; partition++) {
            int number = partition;
            Partitions.winner(partition, members)
                    .ifPresent(winner -> shares.computeIfAbsent(winner, none -> new HashSet<>())
                            .add(number));
        }
        return shares;
    }

    /** Changes of ownership so far. */
    public long epochs() {
        return world.server().tables().owners().values().stream()
                .mapToLong(Tables.Owner::epoch)
                .sum();
    }

    /** The nodes that serve, the dead ones left out. */
    public List<Node> serving() {
        return nodes.stream().filter(Node::serves).toList();
    }

    /** Where somebody would ask for a workflow: mostly its owner. */
    public Node nodeFor(String id) {
        List<Node> serving = serving();
        if (serving.isEmpty()) return nodes.getLast();
        String owner = world.server().tables().owner(partitionOf(id));
        if (chance.happens(0.1)) return chance.oneOf(serving);
        return serving.stream()
                .filter(node -> node.name().equals(owner))
                .findFirst()
                .orElseGet(() -> chance.oneOf(serving));
    }

    @Override
    public <T> Future<T> ask(String id, Function<Owner, Future<T>> request) {
        Promise<T> answer = Promise.promise();
        Node node = nodeFor(id);
        node.process().later(world.faults().networkMicros(), () -> {
            if (node.serves()) request.apply(node.ownerOf(id)).onComplete(answer::tryComplete, answer::tryFail);
            else answer.tryFail("the node does not serve");
        });
        world.timeline().after(ANSWER_MICROS, () -> answer.tryFail("nobody answered"));
        return answer.future();
    }

    /** The doorbell of an event, heard by some. */
    public void ring(String key, List<String> waiting) {
        for (Node node : nodes) {
            if (!node.serves() || world.faults().losesMessage()) continue;
            node.process().later(world.faults().networkMicros(), () -> node.ring(key, waiting));
        }
    }

    /** Something is free to be taken, heard by some. */
    void ringOwners(Node free) {
        tellOthers(free, Optional.empty());
    }

    /** Some see that a node is gone, sooner or later, and it may not even be true. */
    private void isSeenNoMore(Node gone) {
        tellOthers(gone, Optional.of(gone.name()));
    }

    private void tellOthers(Node about, Optional<String> lost) {
        for (Node node : nodes) {
            if (node == about || !node.serves() || world.faults().losesMessage()) continue;
            node.process().later(chance.upTo(1_000_000), () -> node.hears(lost));
        }
    }

    /** Something happens to some node. */
    public void trouble() {
        List<Node> alive =
                nodes.stream().filter(node -> !node.process().isDead()).toList();
        if (alive.isEmpty()) return;
        Node victim = chance.oneOf(alive);
        switch (chance.between(0, 6)) {
            case 0, 1 -> {
                met(Fault.CRASH, victim);
                victim.crash();
                isSeenNoMore(victim);
                startAgain(victim);
            }
            case 2, 3 -> {
                met(Fault.FREEZE, victim);
                victim.freeze(chance.upTo(9_000_000));
                if (chance.happens(0.3)) isSeenNoMore(victim);
            }
            case 4, 5 -> {
                met(Fault.HAND_OVER, victim);
                victim.leave();
            }
            default -> {
                alive.forEach(node -> met(Fault.CLOCK_JUMP, node));
                world.server().jump(chance.between(-5_000_000, 5_000_000));
            }
        }
    }

    void startAgain(Node dead) {
        int machine = machineOf(dead);
        world.timeline().after(chance.upTo(5_000_000), () -> startOn(machine));
    }

    private void met(Fault fault, Node node) {
        Tables tables = world.server().tables();
        tables.workflows().values().forEach(row -> {
            if (!row.status().isEnd() && node.name().equals(tables.owner(row.partition())))
                world.coverage().met(fault, row.id());
        });
    }
}
