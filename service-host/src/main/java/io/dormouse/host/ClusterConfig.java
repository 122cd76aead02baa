package io.dormouse.host;

import java.util.List;

/**
 * How one process takes part in the cluster.
 *
 * @param clusterName only members of the same name join each other
 * @param role what this member does for the cluster, told to all as the member attribute {@code role}; {@code workflow} owns workflows
 * @param host the address that Hazelcast and the event bus bind: loopback or a private network, nothing there asks who you are
 * @param port the TCP port of Hazelcast; 0 takes a free one
 * @param members addresses ({@code host:port}) of others to join; none: a cluster of one
 */
public record ClusterConfig(String clusterName, String role, String host, int port, List<String> members) {
    /** The Hazelcast attribute that carries {@link #role}. */
    public static final String ROLE = "role";

    public ClusterConfig {
        members = List.copyOf(members);
    }

    /** A cluster of one on loopback, joined to nobody. */
    public static ClusterConfig alone(String clusterName, String role) {
        return new ClusterConfig(clusterName, role, "127.0.0.1", 0, List.of());
    }
}
