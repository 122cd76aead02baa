package io.dormouse.host;

import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.serviceproxy.ServiceException;
import io.vertx.serviceproxy.ServiceExceptionMessageCodec;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.List;

/**
 * This process as a member of the cluster: Vert.x with a clustered event bus that carries typed failures, and the Hazelcast
 * below it. A cluster of one takes the same code path.
 */
public final class ClusterMember {
    private final Vertx vertx;
    private final HazelcastInstance hazelcast;

    private ClusterMember(Vertx vertx, HazelcastInstance hazelcast) {
        this.vertx = vertx;
        this.hazelcast = hazelcast;
    }

    /**
     * Joins. After a failure Hazelcast may leave threads behind that keep the JVM alive: end it with {@code System.exit}.
     */
    public static Future<ClusterMember> join(ClusterConfig config) {
        HazelcastClusterManager manager = new HazelcastClusterManager(HazelcastSettings.of(config));
        VertxOptions options = new VertxOptions()
                .setEventBusOptions(new EventBusOptions().setHost(config.host()).setPort(0));
        return Vertx.builder()
                .with(options)
                .withClusterManager(manager)
                .buildClustered()
                .map(vertx -> {
                    vertx.eventBus().registerDefaultCodec(ServiceException.class, new ServiceExceptionMessageCodec());
                    return new ClusterMember(vertx, manager.getHazelcastInstance());
                });
    }

    /** What services are deployed on. */
    public Vertx vertx() {
        return vertx;
    }

    /** The member's maps and its view of the cluster. */
    public HazelcastInstance hazelcast() {
        return hazelcast;
    }

    /** The name of this life of the member; no other ever has it. */
    public String name() {
        return hazelcast.getCluster().getLocalMember().getUuid().toString();
    }

    /** The names of the members that have a role now, as far as this one knows. */
    public List<String> namesOf(String role) {
        return hazelcast.getCluster().getMembers().stream()
                .filter(member -> role.equals(member.getAttribute(ClusterConfig.ROLE)))
                .map(member -> member.getUuid().toString())
                .toList();
    }

    /** Undeploys everything, then leaves; data moves to the members that stay. */
    public Future<Void> leave() {
        return vertx.close();
    }
}
