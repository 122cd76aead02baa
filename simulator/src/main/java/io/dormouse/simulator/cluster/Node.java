package io.dormouse.simulator.cluster;

import io.dormouse.engine.owner.MemoryLimits;
import io.dormouse.engine.owner.Owner;
import io.dormouse.engine.owner.Ports;
import io.dormouse.engine.owner.StepThreads;
import io.dormouse.engine.store.Part;
import io.dormouse.host.Insistence;
import io.dormouse.simulator.Bug;
import io.dormouse.simulator.check.Fault;
import io.dormouse.simulator.database.Link;
import io.dormouse.simulator.database.PartitionQueries;
import io.dormouse.simulator.database.SimOwnerships;
import io.dormouse.simulator.database.SimStore;
import io.dormouse.simulator.database.SimSuspects;
import io.dormouse.simulator.database.Triggers;
import io.dormouse.simulator.outside.SimBus;
import io.dormouse.simulator.outside.SimServices;
import io.dormouse.simulator.world.Chance;
import io.dormouse.simulator.world.Faults;
import io.dormouse.simulator.world.Process;
import io.dormouse.simulator.world.Threads;
import io.dormouse.workflow.cluster.CrashGuard;
import io.dormouse.workflow.cluster.DatabaseClock;
import io.dormouse.workflow.cluster.Fence;
import io.dormouse.workflow.cluster.Ownership;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.Supplier;

/** One life of a node: put together as the workflow service puts itself together, over the ports of the world. */
public final class Node {
    private static final long HEARTBEAT_MICROS = 500_000;
    private static final long SLOW_THREAD_MICROS = 3_000;

    private final Surroundings world;
    private final Cluster cluster;
    private final String name;
    private final Function<Node, List<String>> members;
    private final long sweepMicros;
    private final Process process;
    private final Link link;
    private final SimOwnerships table;
    private final CrashGuard guard;
    private final Fence fence;
    private final Triggers triggers;
    private final SimLanes lanes = new SimLanes();
    private final SimSweep sweep;
    private final boolean slowThreads;
    private long clockSkew;
    private Optional<Ownership> ownership = Optional.empty();
    private Optional<DatabaseClock> databaseClock = Optional.empty();
    private boolean leaving;

    /** @param members the nodes that it sees, itself among them */
    Node(Surroundings world, Cluster cluster, String name, Function<Node, List<String>> members, long sweepMicros) {
        this.world = world;
        this.cluster = cluster;
        this.name = name;
        this.members = members;
        this.sweepMicros = sweepMicros;
        this.process = new Process(world.timeline());
        this.link = new Link(world.timeline(), world.chance(), world.faults(), world.server(), process);
        this.table = new SimOwnerships(link, world.bugs());
        this.guard = new CrashGuard(
                name,
                new SimSuspects(link),
                id -> ownership
                        .filter(mine -> mine.isRestless(Cluster.partitionOf(id)))
                        .isPresent(),
                this::pause,
                task -> process.later(0, task),
                world.chance().generator());
        this.fence = new Fence(name);
        this.sweep = new SimSweep(new PartitionQueries(link), lanes, this::databaseTime, this::pause, world.bugs());
        this.triggers = new Triggers(link);
        this.slowThreads = world.chance().happens(0.5);
    }

    /** The name of this life. */
    public String name() {
        return name;
    }

    /** Where it runs. */
    public Process process() {
        return process;
    }

    void start(int laneCount, MemoryLimits limits) {
        again(() -> table.register(name))
                .compose(known -> again(() -> table.beat(name)))
                .onSuccess(seen -> {
                    DatabaseClock clock = new DatabaseClock(seen, this::nanoTime);
                    databaseClock = Optional.of(clock);
                    for (int i = 0; i < laneCount; i++) lanes.add(lane(clock, limits));
                    Ownership mine =
                            new Ownership(this::pause, table, fence, () -> members.apply(this), false, new Changes());
                    ownership = Optional.of(mine);
                    every(HEARTBEAT_MICROS, () -> beat(clock).compose(beaten -> look(mine)));
                    every(sweepMicros, () -> sweep.round(mine.partitions()).compose(swept -> calmDown(mine)));
                    process.later(0, () -> look(mine));
                });
    }

    private Future<Void> calmDown(Ownership mine) {
        return guard.calmDown().compose(calmer -> calmer ? mine.reread() : Future.succeededFuture());
    }

    private Future<Void> look(Ownership mine) {
        if (Bug.LOAD_BEFORE_TAKE.isIn(world.bugs())) sweep.loadEarly(cluster.due(members.apply(this), name));
        return mine.look();
    }

    /** It sees a member no more; or it hears that something is free. */
    void hears(Optional<String> lost) {
        if (ownership.isEmpty()) return;
        Ownership mine = ownership.get();
        Future<Void> look = lost.isPresent() ? mine.lost(lost.get()) : mine.lookAgain();
        // It fails when the database does; the next look comes by itself.
        look.otherwiseEmpty();
    }

    private Instant databaseTime() {
        return databaseClock.orElseThrow().now();
    }

    /** Reads the monotonic clock, which stands still while its machine does. */
    private long nanoTime() {
        return (world.timeline().now() + clockSkew) * 1_000;
    }

    private <T> Future<T> again(Supplier<Future<T>> attempt) {
        return Insistence.until(attempt, failure -> pause(300));
    }

    private Future<Void> pause(long millis) {
        Promise<Void> over = Promise.promise();
        process.later(millis * 1_000, over::complete);
        return over.future();
    }

    private SimLanes.Lane lane(DatabaseClock clock, MemoryLimits limits) {
        Chance chance = world.chance();
        SimLoop loop = new SimLoop(process, chance);
        SimStore store = new SimStore(
                link,
                world.faults()::exchange,
                process::later,
                fence,
                this::reread,
                world.bugs(),
                this::flushed,
                id -> world.coverage().met(Fault.EVICTION, id));
        SimBus bus = new SimBus(
                world.timeline(),
                chance,
                world.faults(),
                process,
                world.ledger(),
                cluster,
                world.promises(),
                world.witness(),
                world.coverage(),
                world.bugs());
        StepThreads steps = task -> process.later(
                world.faults().dawdles() ? chance.upTo(2_000_000) : chance.upTo(SLOW_THREAD_MICROS), task);
        Owner owner = new Owner(
                new Ports(
                        store,
                        loop,
                        clock,
                        world.definitions(),
                        new SimServices(),
                        bus,
                        workflowThreads(),
                        steps,
                        steps,
                        chance.generator(),
                        guard,
                        this::announced,
                        this::reread),
                limits);
        return new SimLanes.Lane(owner, store);
    }

    private ThreadFactory workflowThreads() {
        Executor atOnce = world.timeline().atOnce();
        return Threads.mountedBy(mount -> {
            if (process.isDead()) return;
            if (slowThreads || process.isFrozen()) process.later(world.chance().upTo(SLOW_THREAD_MICROS), mount);
            else atOnce.execute(mount);
        });
    }

    /** A flush of this node has triggered events: whoever waits is looked for now that it is committed. */
    private void announced(Set<String> keys) {
        keys.stream().sorted().forEach(key -> triggers.waiting(key).onSuccess(waiting -> cluster.ring(key, waiting)));
    }

    private Future<Void> reread() {
        return ownership.map(Ownership::reread).orElseGet(() -> Future.failedFuture("the node is still starting"));
    }

    private void flushed(List<Part> parts, Faults.Exchange fate) {
        if (fate == Faults.Exchange.STALLS) {
            if (world.chance().happens(0.2)) leave();
            else freeze(world.chance().upTo(9_000_000));
        } else if (fate != Faults.Exchange.WORKS && world.chance().happens(0.25)) {
            freeze(2_000_000 + world.chance().upTo(7_000_000));
        }
        Optional<Fault> fault = switch (fate) {
            case WORKS -> Optional.empty();
            case STALLS -> Optional.of(Fault.FREEZE);
            case UNAVAILABLE -> Optional.of(Fault.DATABASE_AWAY);
            case NEVER_ARRIVES -> Optional.of(Fault.CONNECTION_BROKEN);
            case ANSWER_LOST -> Optional.of(Fault.ANSWER_LOST);
            case LATE -> Optional.of(Fault.LATE_COMMIT);
            case HALF -> Optional.of(Fault.HALF_SENT);
        };
        fault.ifPresent(met -> parts.forEach(part -> world.coverage().met(met, part.id())));
    }

    /** Again and again, each round when the pause after the one before is over. */
    private void every(long micros, Supplier<Future<Void>> round) {
        process.later(micros, () -> {
            if (!leaving) round.get().onComplete(ended -> every(micros, round));
        });
    }

    private Future<Void> beat(DatabaseClock clock) {
        long asked = nanoTime();
        return table.beat(name).onSuccess(seen -> clock.read(seen, asked)).mapEmpty();
    }

    /** What the change of ownership means to the lanes. */
    private final class Changes implements Ownership.Listener {
        @Override
        public Future<Void> lost(Set<Integer> partitions) {
            partitions.forEach(partition -> metAll(Fault.TAKE_OVER, partition));
            guard.lookAgain();
            return lanes.lose(partitions);
        }

        @Override
        public Future<Void> taken(Set<Integer> partitions) {
            if (!partitions.isEmpty()) guard.taken();
            return lanes.take(partitions)
                    .onSuccess(taken -> sweep.loadTaken(
                            partitions, () -> ownership.orElseThrow().partitions()));
        }

        @Override
        public void free() {
            cluster.ringOwners(Node.this);
        }
    }

    private void metAll(Fault fault, int partition) {
        world.server().tables().workflows().values().forEach(row -> {
            if (row.partition() == partition && !row.status().isEnd())
                world.coverage().met(fault, row.id());
        });
    }

    /** The doorbell of an event. */
    void ring(String key, Collection<String> waiting) {
        lanes.ring(key, waiting);
    }

    /** Whether it serves already. */
    public boolean serves() {
        return !process.isDead() && !leaving && ownership.isPresent();
    }

    /** The owner that is responsible for a workflow on this node. */
    public Owner ownerOf(String id) {
        return lanes.ownerOf(id);
    }

    /** What it triggers events through. */
    public Triggers triggers() {
        return triggers;
    }

    /** It dies at once. */
    void crash() {
        process.kill();
    }

    /** Its machine stops for a while; its monotonic clock may stop with it. */
    void freeze(long micros) {
        long longer = process.freeze(micros);
        if (world.chance().happens(0.5)) clockSkew -= longer;
    }

    /** It hands over and ends. */
    void leave() {
        if (leaving) return;
        leaving = true;
        ownership.ifPresent(mine -> again(mine::leave).onSuccess(done -> end()));
        if (ownership.isEmpty()) end();
    }

    private void end() {
        process.kill();
        cluster.startAgain(this);
    }
}
