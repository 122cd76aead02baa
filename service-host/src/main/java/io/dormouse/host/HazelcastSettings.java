package io.dormouse.host;

import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.TcpIpConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** From our few settings to Hazelcast's many: nothing found by itself, nothing said to strangers, a dead member noticed in seconds. */
final class HazelcastSettings {
    private static final int CONNECT_SECONDS = 2;

    private static final String JAVA_OBJECTS = "java-objects-of-members.txt";

    private HazelcastSettings() {}

    static Config of(ClusterConfig cluster) {
        Config config = new Config().setClusterName(cluster.clusterName()).setNetworkConfig(network(cluster));
        config.getMemberAttributeConfig().setAttribute(ClusterConfig.ROLE, cluster.role());
        // Not by an InterfacesConfig: that also throws away what the names of other members stand for. And without
        // either, a
        // name for several addresses, this one's among them, would become the own address
        config.setProperty("hazelcast.local.localAddress", cluster.host());
        config.getSerializationConfig().setJavaSerializationFilterConfig(exceptionsOnly());
        holdVertxData(config);
        SharedMemory.hold(config, cluster.memoryPercent());
        leaveOutWhatNobodyReads(config);
        noticeDeadMembers(config);
        cluster.dnsName().ifPresent(name -> lookBeforeBeginning(config));
        return config;
    }

    private static NetworkConfig network(ClusterConfig cluster) {
        return new NetworkConfig()
                .setPort(cluster.port())
                .setPortAutoIncrement(false)
                .setJoin(join(cluster));
    }

    private static JoinConfig join(ClusterConfig cluster) {
        JoinConfig join = new JoinConfig();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        if (!cluster.members().isEmpty()) {
            join.setTcpIpConfig(new TcpIpConfig()
                    .setEnabled(true)
                    .setConnectionTimeoutSeconds(CONNECT_SECONDS)
                    .setMembers(cluster.members()));
        }
        cluster.dnsName()
                .ifPresent(name -> join.getKubernetesConfig().setEnabled(true).setProperty("service-dns", name));
        return join;
    }

    /**
     * Vert.x does without, and a stranger's object could run code while it is read. What remains, class by class, are the exceptions
     * in which members tell each other to try again (without them a call to a member that leaves or joins hangs until it times
     * out, and a start fails), and the state in which a cluster of several members becomes part of another.
     */
    private static JavaSerializationFilterConfig exceptionsOnly() {
        JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig().setDefaultsDisabled(true);
        filter.getWhitelist().addClasses(javaObjects().toArray(String[]::new));
        return filter;
    }

    static List<String> javaObjects() {
        try (InputStream names = HazelcastSettings.class.getResourceAsStream(JAVA_OBJECTS)) {
            if (names == null) throw new IllegalStateException(JAVA_OBJECTS + " is missing in the jar of service-host");
            return new String(names.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As in the default-cluster.xml of vertx-hazelcast. */
    private static void holdVertxData(Config config) {
        config.addMultiMapConfig(
                new MultiMapConfig("__vertx.subs").setBackupCount(1).setValueCollectionType("SET"));
        config.addMapConfig(new MapConfig("__vertx.haInfo").setBackupCount(1));
        config.addMapConfig(new MapConfig("__vertx.nodeInfo").setBackupCount(1));
    }

    private static void leaveOutWhatNobodyReads(Config config) {
        config.getMetricsConfig().setEnabled(false);
        config.getJetConfig().setEnabled(false);
        config.setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.socket.bind.any", "false")
                .setProperty("hazelcast.health.monitoring.level", "OFF")
                .setProperty("hazelcast.logging.type", "slf4j")
                // who starts a member also stops it, after the services on it
                .setProperty("hazelcast.shutdownhook.enabled", "false")
                .setProperty("hazelcast.graceful.shutdown.max.wait", "4")
                // it would wait five seconds for more members to come before it lets in those that are there
                .setProperty("hazelcast.wait.seconds.before.join", "0")
                .setProperty("hazelcast.max.wait.seconds.before.join", "0");
    }

    /** This is also how long a member looks a name up before it begins a cluster of its own: in no time it would find nobody. */
    private static void lookBeforeBeginning(Config config) {
        config.setProperty("hazelcast.wait.seconds.before.join", "1");
    }

    /** The defaults are a minute and more. */
    private static void noticeDeadMembers(Config config) {
        config.setProperty("hazelcast.max.no.heartbeat.seconds", "5")
                .setProperty("hazelcast.heartbeat.interval.seconds", "1")
                .setProperty("hazelcast.merge.first.run.delay.seconds", "5")
                .setProperty("hazelcast.merge.next.run.delay.seconds", "5")
                .setProperty("hazelcast.operation.call.timeout.millis", "3000")
                // 250 times half a second otherwise, asked of a member that is dead
                .setProperty("hazelcast.invocation.max.retry.count", "20")
                // Where its answer is lost in a merge, nobody can use a partition that moves for five minutes otherwise
                .setProperty("hazelcast.partition.migration.timeout", "15");
    }
}
