package io.dormouse.workflow;

import io.dormouse.definitions.DefinitionCatalog;
import io.dormouse.engine.owner.Owner;
import io.dormouse.engine.owner.Ports;
import io.dormouse.engine.services.DurableServices;
import io.dormouse.host.bus.Endpoint;
import io.dormouse.workflow.cluster.DatabaseClock;
import io.dormouse.workflow.cluster.Fence;
import io.dormouse.workflow.cluster.Ownership;
import io.dormouse.workflow.cluster.OwnershipTable;
import io.dormouse.workflow.services.EventBusCalls;
import io.dormouse.workflow.store.Events;
import io.dormouse.workflow.store.Listings;
import io.dormouse.workflow.store.PartitionReads;
import io.dormouse.workflow.store.PgWorkflowStore;
import io.dormouse.workflow.store.Pools;
import io.dormouse.workflow.store.WorkflowReads;
import io.dormouse.workflow.suspended.ClusterMaps;
import io.dormouse.workflow.suspended.MapLimits;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node of the workflow service: migrates its schema, takes its partitions, loads what has to run, and listens on the bus.
 * When its deployment is complete it serves; when it is undeployed it has handed its partitions over.
 */
public final class WorkflowServiceVerticle extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(WorkflowServiceVerticle.class);
    private static final long HEARTBEAT_MILLIS = 500;
    private static final long ROUND_SECONDS = 10;
    private static final int POOL_SIZE = 8;

    /** Heartbeat and ownership never queue behind people's questions. */
    private static final int VITAL_POOL_SIZE = 2;

    private final WorkflowServiceConfig config;
    private final String node;
    private final Supplier<Collection<String>> members;

    /** Computing goes to platform threads: a virtual one that never blocks would stop all others. */
    private final ExecutorService processors = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("compute-", 0).factory());

    private volatile boolean stopping;
    private Future<Void> left = Future.succeededFuture();
    private Future<Running> running = Future.failedFuture("not started");
    private Future<ClusterMaps> maps = Future.failedFuture("not started");

    /** What exists while it runs. */
    private record Running(
            Pool pool,
            OwnershipTable table,
            DatabaseClock clock,
            Ownership ownership,
            Sweep sweep,
            List<MessageConsumer<JsonObject>> consumers) {}

    /**
     * @param node the name of this life of the node, used by no other
     * @param members the names of the live nodes of the cluster that run workflows, this one among them
     */
    public WorkflowServiceVerticle(WorkflowServiceConfig config, String node, Supplier<Collection<String>> members) {
        this.config = config;
        this.node = node;
        this.members = members;
    }

    @Override
    public Future<?> start() {
        Future<DefinitionCatalog> definitions = vertx.executeBlocking(() -> DefinitionCatalog.find(config.workflows()));
        maps = ClusterMaps.of(vertx, MapLimits.standard());
        running = Future.all(definitions, config.database().migrate(vertx), maps)
                .compose(ready -> open(definitions.result()));
        return running;
    }

    private Future<Running> open(DefinitionCatalog definitions) {
        Pool pool = Pools.open(vertx, config.database(), POOL_SIZE);
        OwnershipTable table = new OwnershipTable(Pools.open(vertx, config.database(), VITAL_POOL_SIZE));
        return table.register(node)
                .compose(known -> firstBeat(table))
                .compose(clock -> open(definitions, pool, table, clock));
    }

    private Future<DatabaseClock> firstBeat(OwnershipTable table) {
        return table.beat(node).map(seen -> new DatabaseClock(seen, System::nanoTime));
    }

    private Future<Running> open(DefinitionCatalog definitions, Pool pool, OwnershipTable table, DatabaseClock clock) {
        Fence fence = new Fence(node);
        Seams seams = new Seams();
        return lanes(definitions, pool, fence, clock, seams).compose(lanes -> {
            Sweep sweep = new Sweep(vertx, new PartitionReads(pool), lanes);
            Ownership ownership = new Ownership(vertx, table, fence, members, config.alone(), new Ownership.Listener() {
                @Override
                public Future<Void> lost(Set<Integer> partitions) {
                    return lanes.lose(partitions);
                }

                @Override
                public Future<Void> taken(Set<Integer> partitions) {
                    return lanes.take(partitions).compose(taken -> sweep.loadTaken(partitions));
                }
            });
            seams.reread = onThisContext(ownership::reread);
            Events events = new Events(
                    vertx,
                    pool,
                    (key, waiting) -> ring(lanes, key, waiting),
                    maps.result().hints());
            seams.announced = events::announced;
            Endpoint endpoint = endpoint(definitions, pool, lanes, events).endpoint();
            return ownership
                    .takeWhatIsDue()
                    .compose(taken -> Future.all(endpoint.bind(vertx), endpoint.bind(vertx, ownAddress())))
                    .map(bound -> keepGoing(new Running(pool, table, clock, ownership, sweep, bound.list())));
        });
    }

    private WorkflowEndpoint endpoint(DefinitionCatalog definitions, Pool pool, Lanes lanes, Events events) {
        RandomGenerator seeds = new SecureRandom();
        Listings listings = new Listings(pool);
        Questions questions = new Questions(
                lanes,
                new WorkflowReads(pool),
                listings,
                vertx.executeBlocking(() -> Questions.describe(definitions), false));
        return new WorkflowEndpoint(
                new NewWorkflows(definitions, lanes, seeds),
                new Orders(lanes, questions, seeds),
                new Matching(vertx, lanes, listings, ownAddress()),
                questions,
                events);
    }

    /** Where this node, and no other, is asked again for what it has under way. */
    private String ownAddress() {
        return "workflow.node." + node;
    }

    /** What the lanes need before it can exist. */
    private static final class Seams {
        private Supplier<Future<Void>> reread = () -> Future.failedFuture("the service is still starting");
        private Consumer<Set<String>> announced = keys -> {};
    }

    private Supplier<Future<Void>> onThisContext(Supplier<Future<Void>> task) {
        Context own = context;
        return () -> {
            Promise<Void> done = Promise.promise();
            own.runOnContext(now -> task.get().onComplete(done));
            return done.future();
        };
    }

    private Future<Lanes> lanes(
            DefinitionCatalog definitions, Pool pool, Fence fence, DatabaseClock clock, Seams seams) {
        ThreadFactory workflowThreads = Thread.ofVirtual().name("workflow-", 0).factory();
        Executor stepThreads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("step-", 0).factory());
        DurableServices services = new DurableServices();
        List<Lane> lanes = new ArrayList<>();
        List<Future<String>> deployed = new ArrayList<>();
        for (int i = 0; i < config.lanes(); i++) {
            Lane lane = new Lane(
                    loopContext -> new Owner(
                            new Ports(
                                    maps.result()
                                            .over(
                                                    new PgWorkflowStore(
                                                            vertx,
                                                            config.database(),
                                                            pool,
                                                            fence,
                                                            () -> seams.reread.get()),
                                                    new WorkflowReads(pool)),
                                    new VertxLoop(vertx, loopContext),
                                    clock,
                                    definitions,
                                    services,
                                    new EventBusCalls(vertx),
                                    workflowThreads,
                                    stepThreads,
                                    processors,
                                    new SecureRandom(),
                                    keys -> seams.announced.accept(keys),
                                    () -> seams.reread.get()),
                            config.warmLimit() / config.lanes()),
                    onThisContext(this::leaveOnce));
            lanes.add(lane);
            deployed.add(vertx.deployVerticle(lane));
        }
        return Future.all(deployed)
                .map(all -> new Lanes(lanes.stream().map(Lane::owner).toList()));
    }

    private static void ring(Lanes lanes, String key, List<Events.Waiting> waiting) {
        for (Owner owner : lanes.all()) {
            owner.ring(
                    key,
                    waiting.stream()
                            .filter(waiter -> lanes.ofPartition(waiter.partition()) == owner)
                            .map(Events.Waiting::workflowId)
                            .toList());
        }
    }

    private Running keepGoing(Running parts) {
        every(HEARTBEAT_MILLIS, "heartbeat", () -> beat(parts));
        every(Sweep.PERIOD.toMillis(), "sweep", () -> parts.sweep().round(parts.ownership()));
        return parts;
    }

    /** Again and again, each round when the pause after the one before is over: a slow database gets no queue of rounds. */
    private void every(long pauseMillis, String what, Supplier<Future<Void>> round) {
        if (stopping) return;
        vertx.setTimer(pauseMillis, due -> {
            if (stopping) return;
            round.get()
                    .timeout(ROUND_SECONDS, TimeUnit.SECONDS)
                    .onFailure(failure ->
                            log.warn("a {} did not get through, the next one will: {}", what, failure.getMessage()))
                    .onComplete(ended -> every(pauseMillis, what, round));
        });
    }

    private Future<Void> beat(Running parts) {
        long asked = System.nanoTime();
        return parts.table()
                .beat(node)
                .onSuccess(seen -> parts.clock().read(seen, asked + (System.nanoTime() - asked) / 2))
                .compose(seen -> parts.ownership().takeWhatIsDue());
    }

    @Override
    public Future<?> stop() {
        return leaveOnce().eventually(() -> {
            // Not before: until everything is handed over, a workflow may ask for a computation.
            processors.shutdown();
            return running.succeeded() ? running.result().pool().close() : Future.succeededFuture();
        });
    }

    /**
     * The lanes end before this verticle, and with them the connections of their flushes; so the first of them that is to end
     * has everything handed over before it does, and a flush under way is waited for.
     */
    private Future<Void> leaveOnce() {
        if (!stopping) {
            stopping = true;
            left = leave();
        }
        return left;
    }

    private Future<Void> leave() {
        if (!running.succeeded()) return Future.succeededFuture();
        Running parts = running.result();
        return Future.join(parts.consumers().stream()
                        .map(MessageConsumer::unregister)
                        .toList())
                .compose(silent -> parts.ownership().handOverAll());
    }
}
