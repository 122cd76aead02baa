package io.dormouse.examples.bus;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import io.dormouse.contracts.Failures;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.List;

/** Joins a cluster only to ask: a member of the role {@code other} that keeps no data and owns nothing. */
final class Visitor {
    private Visitor() {}

    /**
     * Joins. Whoever has joined speaks with everybody's rights, so this belongs into the private network of the cluster.
     *
     * @param cluster the cluster's name
     * @param host the own address that the others reach this process at
     * @param members where to look for them, {@code host:port}; one that answers is enough
     */
    static Future<Vertx> join(String cluster, String host, List<String> members) {
        Config config = new Config().setClusterName(cluster).setLiteMember(true);
        config.getMemberAttributeConfig().setAttribute("role", "other");
        config.getNetworkConfig().setPort(0).setPortAutoIncrement(false);
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(members);
        config.getMetricsConfig().setEnabled(false);
        config.setProperty("hazelcast.local.localAddress", host)
                .setProperty("hazelcast.socket.bind.any", "false")
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.max.no.heartbeat.seconds", "5")
                .setProperty("hazelcast.heartbeat.interval.seconds", "1");
        return Vertx.builder()
                .with(new VertxOptions().setEventBusOptions(new EventBusOptions().setHost(host)))
                .withClusterManager(new HazelcastClusterManager(config))
                .buildClustered()
                .onSuccess(Failures::receiveOn);
    }
}
