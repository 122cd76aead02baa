package io.dormouse.workflow;

import io.dormouse.definitions.DefinitionCatalog;
import io.dormouse.engine.owner.MemoryLimits;
import io.dormouse.engine.owner.Owner;
import io.dormouse.engine.owner.Ports;
import io.dormouse.engine.owner.StepThreads;
import io.dormouse.engine.services.DurableServices;
import io.dormouse.host.Members;
import io.dormouse.host.bus.Binding;
import io.dormouse.host.bus.Endpoint;
import io.dormouse.workflow.cluster.Needs;
import io.dormouse.workflow.routing.Router;
import io.dormouse.workflow.services.EventBusCalls;
import io.dormouse.workflow.store.EndedWorkflows;
import io.dormouse.workflow.store.Events;
import io.dormouse.workflow.store.Listings;
import io.dormouse.workflow.store.PartitionReads;
import io.dormouse.workflow.store.PgWorkflowStore;
import io.dormouse.workflow.store.Pools;
import io.dormouse.workflow.store.WorkflowReads;
import io.dormouse.workflow.suspended.ClusterMaps;
import io.dormouse.workflow.suspended.MapLimits;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
 * When its deployment is complete it serves; when it is undeployed it has handed its partitions over and answered what it was
 * asked.
 */
public final class WorkflowServiceVerticle extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(WorkflowServiceVerticle.class);
    private static final long HEARTBEAT_MILLIS = 500;
    private static final long HOPS_MILLIS = 1_000;
    private static final long CATCH_UP_MILLIS = 1_000;
    private static final long TIDY_MILLIS = 60_000;
    private static final long RETENTION_MILLIS = 200;
    private static final long ROUND_SECONDS = 10;
    private static final long ANSWERS_SECONDS = 5;
    private static final int KEY_POOL_SIZE = 5;
    private static final int LIST_POOL_SIZE = 3;

    /** Heartbeat and ownership never queue behind people's questions. */
    private static final int VITAL_POOL_SIZE = 2;

    private final WorkflowServiceConfig config;
    private final Members members;

    /** Computing goes to platform threads: a virtual one that never blocks would stop all others. */
    private final ExecutorService processors = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("compute-", 0).factory());

    private volatile boolean stopping;
    private Future<Void> left = Future.succeededFuture();
    private Future<Running> running = Future.failedFuture("not started");

    /** What exists while it runs. @param shared where all nodes are asked @param own where this one is */
    private record Running(Pools.Open pools, NodeLife life, Sweep sweep, Binding shared, Binding own) {}

    /** What it is made of. */
    private record Ground(DefinitionCatalog definitions, ClusterMaps maps, Pools.Open pools, NodeLife life) {}

    /** @param members who is in the cluster; the workflow service's nodes have the role {@code workflow} */
    public WorkflowServiceVerticle(WorkflowServiceConfig config, Members members) {
        this.config = config;
        this.members = members;
    }

    @Override
    public Future<?> start() {
        Future<DefinitionCatalog> definitions = vertx.executeBlocking(() -> DefinitionCatalog.find(config.workflows()));
        Future<ClusterMaps> maps = ClusterMaps.of(vertx, MapLimits.standard());
        running = Future.all(definitions, config.database().migrate(vertx), maps)
                .compose(ready -> begin(definitions.result(), maps.result()))
                .compose(this::open);
        return running;
    }

    private Future<Ground> begin(DefinitionCatalog definitions, ClusterMaps maps) {
        Pools.Open pools = Pools.open(vertx, config.database(), KEY_POOL_SIZE, LIST_POOL_SIZE);
        Pool vital = Pools.vital(vertx, config.database(), VITAL_POOL_SIZE);
        List<String> runs = definitions.all().stream()
                .map(definition -> Needs.definition(definition.name(), definition.version()))
                .toList();
        return NodeLife.begin(vertx, members, config.alone(), vital, runs)
                .map(life -> new Ground(definitions, maps, pools, life));
    }

    private Future<Running> open(Ground ground) {
        Promise<Events> rung = Promise.promise();
        return lanes(ground, keys -> rung.future().onSuccess(events -> events.announced(keys)))
                .compose(lanes -> {
                    NodeLife life = ground.life();
                    every(HEARTBEAT_MILLIS, "heartbeat", life::beat);
                    Sweep sweep =
                            new Sweep(vertx, new PartitionReads(ground.pools().lists()), lanes, life.clock());
                    Events events = new Events(
                            vertx,
                            ground.pools().byKey(),
                            (key, waiting) -> life.ring(lanes, key, waiting),
                            ground.maps().hints());
                    rung.complete(events);
                    Endpoint endpoint = endpoint(ground, lanes, events).endpoint();
                    return life.takePart(lanes, sweep)
                            .compose(taken -> endpoint.bind(vertx, Router.addressOf(life.name())))
                            .compose(own -> endpoint.bind(vertx)
                                    .map(shared -> keepGoing(new Running(ground.pools(), life, sweep, shared, own))));
                });
    }

    private WorkflowEndpoint endpoint(Ground ground, Lanes lanes, Events events) {
        RandomGenerator seeds = new SecureRandom();
        NodeLife life = ground.life();
        Listings listings = new Listings(ground.pools().lists());
        DefinitionCatalog definitions = ground.definitions();
        Questions questions = new Questions(
                lanes,
                new WorkflowReads(ground.pools().byKey()),
                listings,
                vertx.executeBlocking(() -> Questions.describe(definitions), false));
        Orders orders = new Orders(lanes, questions, seeds);
        return new WorkflowEndpoint(
                new NewWorkflows(definitions, life, lanes, seeds),
                orders,
                new Matching(vertx, life.router(), orders, listings, Router.addressOf(life.name())),
                questions,
                events,
                new Census(life),
                life.router());
    }

    private Future<Lanes> lanes(Ground ground, Consumer<Set<String>> announced) {
        ThreadFactory workflowThreads = Thread.ofVirtual().factory();
        StepThreads stepThreads = StepThreads.left(Thread::startVirtualThread);
        DurableServices services = new DurableServices();
        NodeLife life = ground.life();
        CodeHere code = new CodeHere(ground.definitions(), life);
        List<Lane> lanes = new ArrayList<>();
        List<Future<String>> deployed = new ArrayList<>();
        for (int i = 0; i < config.lanes(); i++) {
            Lane lane = new Lane(
                    loopContext -> new Owner(
                            new Ports(
                                    ground.maps()
                                            .over(
                                                    new PgWorkflowStore(
                                                            vertx,
                                                            config.database(),
                                                            ground.pools().byKey(),
                                                            life.fence(),
                                                            life::reread),
                                                    new WorkflowReads(
                                                            ground.pools().byKey())),
                                    new VertxLoop(vertx, loopContext),
                                    life.clock(),
                                    code,
                                    services,
                                    new EventBusCalls(vertx),
                                    workflowThreads,
                                    stepThreads,
                                    processors,
                                    new SecureRandom(),
                                    life.admission(),
                                    announced,
                                    life::reread),
                            MemoryLimits.ofAsleep(config.warmLimit() / config.lanes())),
                    this::leaveFromElsewhere);
            lanes.add(lane);
            deployed.add(vertx.deployVerticle(lane));
        }
        return Future.all(deployed)
                .map(all -> new Lanes(lanes.stream().map(Lane::owner).toList()));
    }

    private Running keepGoing(Running parts) {
        NodeLife life = parts.life();
        every(HEARTBEAT_MILLIS, "look at who owns what", life::look);
        every(HOPS_MILLIS, "look after questions to others", life.router()::lookAfterHops);
        every(Sweep.PERIOD.toMillis(), "sweep", () -> parts.sweep().round(life.partitions()));
        every(
                CATCH_UP_MILLIS,
                "look whether there is room for rings",
                () -> parts.sweep().catchUp(life.partitions()));
        every(Sweep.PERIOD.toMillis(), "look whether all is calm", life::calmDown);
        every(TIDY_MILLIS, "look for what is needed no more", life::tidy);
        config.retention()
                .ifPresent(age -> every(RETENTION_MILLIS, "look for what ended long ago", retention(parts, age)));
        return parts;
    }

    private Supplier<Future<Void>> retention(Running parts, Duration age) {
        NodeLife life = parts.life();
        return new Retention(
                new EndedWorkflows(parts.pools().lists()),
                life.name(),
                age,
                life::partitions,
                System::nanoTime,
                nanos -> vertx.timer(Math.max(1, nanos), TimeUnit.NANOSECONDS).mapEmpty())::round;
    }

    /** Again and again, each round when the pause after the one before is over: a slow database gets no queue of rounds. */
    private void every(long pauseMillis, String what, Supplier<Future<Void>> round) {
        if (stopping) return;
        vertx.setTimer(pauseMillis, due -> {
            if (stopping) return;
            round.get()
                    .timeout(ROUND_SECONDS, TimeUnit.SECONDS)
                    .onFailure(failure -> tell(what, failure))
                    .onComplete(ended -> every(pauseMillis, what, round));
        });
    }

    /** One that is under way when the node stops fails like any other, and is no trouble. */
    private void tell(String what, Throwable failure) {
        if (stopping) log.debug("a {} did not get through while the node stopped", what, failure);
        else log.warn("a {} did not get through, the next one will: {}", what, failure.getMessage());
    }

    @Override
    public Future<?> stop() {
        return leaveOnce().eventually(() -> {
            // Not before: until everything is handed over, a workflow may ask for a computation.
            processors.shutdown();
            return running.succeeded() ? running.result().pools().close() : Future.succeededFuture();
        });
    }

    private Future<Void> leaveFromElsewhere() {
        Promise<Void> done = Promise.promise();
        context.runOnContext(now -> leaveOnce().onComplete(done));
        return done.future();
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

    /** Nobody asks here any more; then everything is handed over; then what was asked before is answered, here or elsewhere. */
    private Future<Void> leave() {
        if (!running.succeeded()) return Future.succeededFuture();
        Running parts = running.result();
        return parts.shared()
                .withdraw()
                .eventually(parts.life()::leave)
                .eventually(() -> parts.life().router().idle().timeout(ANSWERS_SECONDS, TimeUnit.SECONDS))
                .eventually(parts.own()::withdraw)
                .eventually(
                        () -> Future.join(parts.shared().close(), parts.own().close()));
    }
}
