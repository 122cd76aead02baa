package io.dormouse.host.process;

import io.dormouse.host.ClusterConfig;
import io.dormouse.host.Database;
import io.dormouse.host.config.Configuration;
import io.dormouse.host.config.ConfigurationException;
import io.dormouse.host.config.Form;
import io.dormouse.host.config.HostPort;
import io.dormouse.host.config.Key;
import io.dormouse.host.config.PrivateAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What every process is told, whatever its service. */
final class CommonKeys {
    private static final int POSTGRES = 5432;
    private static final int HAZELCAST = 5701;

    static final Key<String> HEALTH_HOST = Key.standard(
            "health.host", Form.text("an address to listen on"), "127.0.0.1", "where health and metrics are");
    static final Key<Integer> HEALTH_PORT =
            Key.standard("health.port", Form.port(), "8081", "TCP port of health and metrics");
    static final Key<String> LOG_LEVEL =
            Key.standard("log.level", Form.oneOf("error", "warn", "info", "debug", "trace"), "info", "what is logged");
    static final Key<Optional<Map<String, String>>> LOG_LEVELS = Key.optional(
            "log.levels",
            Form.mapOf("io.dormouse.dns=debug", Form.oneOf("error", "warn", "info", "debug", "trace")),
            "other levels for some loggers");
    static final Key<Duration> STOP_PATIENCE = Key.standard(
            "stop.patience",
            Form.duration(Duration.ofSeconds(1), Duration.ofSeconds(19)),
            "18s",
            "how long a stop may take; then the process ends all the same");

    private static final Key<List<HostPort>> DATABASE_HOSTS = Key.standard(
            "database.hosts",
            Form.listOf(HostPort.form(POSTGRES)),
            "127.0.0.1:5432",
            "where Postgres is; the primary among them is found");
    private static final Key<String> DATABASE_NAME =
            Key.standard("database.name", Form.text("the name of a database"), "dormouse", "the database");
    private static final Key<Optional<String>> DATABASE_USER = Key.optional(
            "database.user", Form.text("a role"), "the role that owns the schema; by default of the schema's name");
    private static final Key<String> DATABASE_PASSWORD =
            Key.secret("database.password", Form.text("a password"), "the password of that role");

    private static final Key<String> CLUSTER_NAME =
            Key.standard("cluster.name", Form.text("a name"), "dormouse", "only members of one name join each other");
    private static final Key<String> CLUSTER_HOST = Key.standard(
            "cluster.host", PrivateAddress.form(), "127.0.0.1", "where Hazelcast and the event bus listen");
    private static final Key<Integer> CLUSTER_PORT =
            Key.standard("cluster.port", Form.port(), "5701", "Hazelcast's TCP port");
    private static final Key<Integer> CLUSTER_BUS_PORT =
            Key.standard("cluster.bus-port", Form.port(), "0", "the event bus's TCP port");
    private static final Key<Integer> CLUSTER_MEMORY_PERCENT = Key.standard(
            "cluster.memory-percent",
            Form.number(1, 40, "percent"),
            "10",
            "so much of the heap each of the cluster's two maps may take at the most");
    private static final Key<Optional<List<HostPort>>> CLUSTER_MEMBERS =
            Key.optional("cluster.members", Form.listOf(HostPort.form(HAZELCAST)), "others to join");
    private static final Key<Optional<String>> CLUSTER_DNS_NAME = Key.optional(
            "cluster.dns-name",
            Form.text("a DNS name such as dormouse-cluster.default.svc.cluster.local"),
            "one name with the addresses of all members, such as a headless service's, instead of cluster.members");

    private static final List<Key<?>> OF_ALL = List.of(
            HEALTH_HOST,
            HEALTH_PORT,
            LOG_LEVEL,
            LOG_LEVELS,
            STOP_PATIENCE,
            DATABASE_HOSTS,
            DATABASE_NAME,
            DATABASE_USER,
            DATABASE_PASSWORD);
    private static final List<Key<?>> OF_MEMBERS = List.of(
            CLUSTER_NAME,
            CLUSTER_HOST,
            CLUSTER_PORT,
            CLUSTER_BUS_PORT,
            CLUSTER_MEMORY_PERCENT,
            CLUSTER_MEMBERS,
            CLUSTER_DNS_NAME);

    private CommonKeys() {}

    static List<Key<?>> ofAll() {
        return OF_ALL;
    }

    static List<Key<?>> ofMembers() {
        return OF_MEMBERS;
    }

    static Database database(Configuration configuration, String schema) {
        return new Database(
                configuration.get(DATABASE_HOSTS),
                configuration.get(DATABASE_NAME),
                schema,
                configuration.get(DATABASE_USER).orElse(schema),
                configuration.get(DATABASE_PASSWORD));
    }

    static ClusterConfig cluster(Configuration configuration, String role) {
        List<String> members = configuration.get(CLUSTER_MEMBERS).orElse(List.of()).stream()
                .map(HostPort::toString)
                .toList();
        if (!members.isEmpty() && configuration.get(CLUSTER_DNS_NAME).isPresent()) {
            throw new ConfigurationException(List.of("cluster.members and cluster.dns-name are both given; give one"));
        }
        return new ClusterConfig(
                configuration.get(CLUSTER_NAME),
                role,
                configuration.get(CLUSTER_HOST),
                configuration.get(CLUSTER_PORT),
                configuration.get(CLUSTER_BUS_PORT),
                configuration.get(CLUSTER_MEMORY_PERCENT),
                members,
                configuration.get(CLUSTER_DNS_NAME));
    }
}
