package io.dormouse.host;

import java.util.List;
import java.util.function.Consumer;

/** Who is in the cluster, as far as this process sees. Never a ground for safety: two halves of a split see different members. */
public interface Members {
    /**
     * A process of the cluster.
     *
     * @param name the name of this life of the process; no other ever has it
     * @param role what it does
     * @param address where it listens for the others, {@code host:port}
     */
    record Peer(String name, String role, String address) {}

    /** The name of this process. */
    String self();

    /** All that are seen now, this process among them. */
    List<Peer> peers();

    /** Whether a process is seen now. */
    default boolean sees(String name) {
        return peers().stream().anyMatch(peer -> peer.name().equals(name));
    }

    /** Tells the names of those that are seen no more, at once and on any thread. */
    void onLost(Consumer<String> lost);

    /** A cluster of one. */
    static Members alone(String name, String role) {
        return new Members() {
            @Override
            public String self() {
                return name;
            }

            @Override
            public List<Peer> peers() {
                return List.of(new Peer(name, role, "here"));
            }

            @Override
            public void onLost(Consumer<String> lost) {}
        };
    }
}
