package io.dormouse.host;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.serviceproxy.ServiceException;
import io.vertx.serviceproxy.ServiceExceptionMessageCodec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * This process as a member of the cluster: Vert.x with a clustered event bus that carries typed failures, and the Hazelcast
 * below it. A cluster of one takes the same code path.
 */
public final class ClusterMember implements Members {
    /** Vert.x tells each member's own name in it. Unlike Hazelcast's it stays the same after a split was healed. */
    private static final String NAME = "__vertx.nodeId";

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
        return join(config, new VertxOptions(), Optional.empty());
    }

    /** Joins with options of one's own, but for those of the event bus, and with metrics. */
    public static Future<ClusterMember> join(
            ClusterConfig config, VertxOptions options, Optional<VertxMetricsFactory> metrics) {
        FaithfulCluster manager = new FaithfulCluster(HazelcastSettings.of(config));
        EventBusOptions bus = new EventBusOptions().setHost(config.host()).setPort(config.busPort());
        VertxBuilder builder =
                ServiceVertx.builder(options.setEventBusOptions(bus)).withClusterManager(manager);
        metrics.ifPresent(builder::withMetrics);
        return builder.buildClustered().map(vertx -> {
            vertx.eventBus().registerDefaultCodec(ServiceException.class, new ServiceExceptionMessageCodec());
            refuseJavaObjects(vertx.eventBus());
            manager.watch(vertx);
            return new ClusterMember(vertx, manager.getHazelcastInstance());
        });
    }

    /** A stranger's object could run code while it is read, and nobody here sends one. */
    private static void refuseJavaObjects(EventBus bus) {
        bus.serializableChecker(className -> false).clusterSerializableChecker(className -> false);
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
        return nameOf(hazelcast.getCluster().getLocalMember());
    }

    /** The names of the members that have a role now, as far as this one knows. */
    public List<String> namesOf(String role) {
        return hazelcast.getCluster().getMembers().stream()
                .filter(member -> role.equals(member.getAttribute(ClusterConfig.ROLE)))
                .map(ClusterMember::nameOf)
                .toList();
    }

    @Override
    public String self() {
        return name();
    }

    @Override
    public List<Peer> peers() {
        return hazelcast.getCluster().getMembers().stream()
                .map(member -> new Peer(
                        nameOf(member),
                        Objects.requireNonNullElse(member.getAttribute(ClusterConfig.ROLE), "other"),
                        "%s:%d"
                                .formatted(
                                        member.getAddress().getHost(),
                                        member.getAddress().getPort())))
                .toList();
    }

    /** Asked for every request that goes to another node. */
    @Override
    public boolean sees(String name) {
        return hazelcast.getCluster().getMembers().stream()
                .anyMatch(member -> nameOf(member).equals(name));
    }

    @Override
    public void onLost(Consumer<String> lost) {
        hazelcast.getCluster().addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent joined) {}

            @Override
            public void memberRemoved(MembershipEvent gone) {
                lost.accept(nameOf(gone.getMember()));
            }
        });
    }

    private static String nameOf(Member member) {
        return Objects.requireNonNull(member.getAttribute(NAME), "a member that is no Vert.x node");
    }

    /** Tells when Hazelcast has ended, whoever asked for it; it never comes back in this process. Any thread. */
    public void onEnd(Runnable ended) {
        hazelcast.getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleState.SHUTDOWN) ended.run();
        });
    }

    /** Undeploys everything, then leaves; data moves to the members that stay. */
    public Future<Void> leave() {
        return vertx.close();
    }
}
