package io.dormouse.host;

import java.util.List;
import java.util.Optional;

/**
 * How one process takes part in the cluster.
 *
 * @param clusterName only members of the same name join each other
 * @param role what this member does for the cluster, told to all as the member attribute {@code role}; {@code workflow} owns workflows
 * @param host the address that Hazelcast and the event bus bind: loopback or a private network, nothing there asks who you are
 * @param port the TCP port of Hazelcast; 0 takes a free one
 * @param busPort the TCP port of the event bus; 0 takes a free one
 * @param members addresses ({@code host:port}) of others to join; none, and no name either: a cluster of one
 * @param memoryPercent so much of the heap each of the maps may take in which the cluster remembers what Postgres knows as well
 * @param dnsName one DNS name with the addresses of all members, such as a headless service has; only without {@code members}
 */
public record ClusterConfig(
        String clusterName,
        String role,
        String host,
        int port,
        int busPort,
        int memoryPercent,
        List<String> members,
        Optional<String> dnsName) {
    /** The Hazelcast attribute that carries {@link #role}. */
    public static final String ROLE = "role";

    private static final int USUAL_MEMORY_PERCENT = 10;

    public ClusterConfig {
        members = List.copyOf(members);
        if (dnsName.isPresent() && !members.isEmpty()) {
            throw new IllegalArgumentException("members are found by a list or by a name, not by both");
        }
    }

    /** A member that looks for others at these addresses, with any port for its bus. */
    public ClusterConfig(String clusterName, String role, String host, int port, List<String> members) {
        this(clusterName, role, host, port, 0, USUAL_MEMORY_PERCENT, members, Optional.empty());
    }

    /** A cluster of one on loopback, joined to nobody. */
    public static ClusterConfig alone(String clusterName, String role) {
        return new ClusterConfig(clusterName, role, "127.0.0.1", 0, List.of());
    }
}
