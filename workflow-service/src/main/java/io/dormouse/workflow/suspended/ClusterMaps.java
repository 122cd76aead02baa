package io.dormouse.workflow.suspended;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.dormouse.engine.store.WorkflowStore;
import io.dormouse.workflow.store.Events;
import io.dormouse.workflow.store.WorkflowReads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The maps {@code suspended} and {@code event-map}: every member holds a share of them with one backup, and forgets what was not
 * used for longest when it takes too much of the heap (the settings of members say how much). Where Vert.x is not clustered by Hazelcast there are none, and everything
 * comes from Postgres.
 */
public final class ClusterMaps {
    private static final Logger log = LoggerFactory.getLogger(ClusterMaps.class);
    private static final String SUSPENDED = "suspended";
    private static final String EVENTS = "event-map";

    private record Maps(IMap<String, byte[]> suspended, IMap<String, byte[]> events) {}

    private final Vertx vertx;
    private final MapLimits limits;
    private final Optional<Maps> maps;

    private ClusterMaps(Vertx vertx, MapLimits limits, Optional<Maps> maps) {
        this.vertx = vertx;
        this.limits = limits;
        this.maps = maps;
    }

    /** The maps of the cluster that this Vert.x is in. Never fails: a node that cannot have them does without. */
    public static Future<ClusterMaps> of(Vertx vertx, MapLimits limits) {
        Optional<HazelcastInstance> hazelcast = hazelcast(vertx);
        if (hazelcast.isEmpty()) return Future.succeededFuture(new ClusterMaps(vertx, limits, Optional.empty()));
        return vertx.executeBlocking(() -> Optional.of(open(hazelcast.get())))
                .otherwise(failure -> {
                    log.warn(
                            "the maps of the cluster cannot be had, Postgres does without them: {}",
                            failure.toString());
                    return Optional.empty();
                })
                .map(maps -> new ClusterMaps(vertx, limits, maps));
    }

    private static Optional<HazelcastInstance> hazelcast(Vertx vertx) {
        return vertx instanceof VertxInternal inside
                        && inside.clusterManager() instanceof HazelcastClusterManager manager
                ? Optional.of(manager.getHazelcastInstance())
                : Optional.empty();
    }

    private static Maps open(HazelcastInstance hazelcast) {
        return new Maps(hazelcast.getMap(SUSPENDED), hazelcast.getMap(EVENTS));
    }

    /** A store that reads long journals from the maps. Called on the loop of its owner. */
    public WorkflowStore over(WorkflowStore store, WorkflowReads reads) {
        return maps.<WorkflowStore>map(there -> {
                    var context = vertx.getOrCreateContext();
                    Patience patience = new Patience(context, System::nanoTime);
                    JournalMap journals = new JournalMap(context, there.suspended(), patience);
                    AwaitedEvents events = new AwaitedEvents(new EventMap(context, there.events(), patience));
                    Sleepers sleepers = new Sleepers(reads, journals, limits.latestEntries());
                    return new SuspendedStore(store, reads, journals, sleepers, events, limits.latestEntries());
                })
                .orElse(store);
    }

    /** Whom a trigger can ring at once. Called on the loop of the events. */
    public Events.Hints hints() {
        return maps.<Events.Hints>map(there -> {
                    var context = vertx.getOrCreateContext();
                    return new EventMap(context, there.events(), new Patience(context, System::nanoTime));
                })
                .orElse(Events.Hints.NONE);
    }
}
