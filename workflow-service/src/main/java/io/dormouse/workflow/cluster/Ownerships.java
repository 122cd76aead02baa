package io.dormouse.workflow.cluster;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The port to the tables that say who owns what. Every change of owner raises the view of the node that loses, in the same
 * transaction; so a flush of that node either commits before or fails at its fence.
 */
public interface Ownerships {
    /**
     * What a node owns.
     *
     * @param partitions with their epochs
     * @param restless those of them whose last two owners have ended without handing them over
     */
    record Holdings(long view, Map<Integer, Long> partitions, Set<Integer> restless) {
        /** After so many unclean ends in a row a partition is restless. */
        public static final int RESTLESS_AFTER = 2;
    }

    /**
     * A partition as it stands.
     *
     * @param silent whether its owner has not been heard of for 2 s by the database's clock
     * @param needs what its unfinished workflows may need, as {@code name/version}
     */
    record Owned(int partition, Optional<String> node, boolean silent, Set<String> needs) {}

    /**
     * A node as it stands.
     *
     * @param definitions what it can run, as {@code name/version}
     * @param leaving whether it has given up everything and will end
     * @param silentMillis how long ago its heart beat last, by the database's clock
     */
    record Node(Set<String> definitions, boolean leaving, long silentMillis) {
        /** Silent for longer than this, a node may be taken from. */
        public static final long SILENCE_MILLIS = 2_000;

        /** Whether others may take what it has. */
        public boolean isSilent() {
            return silentMillis > SILENCE_MILLIS;
        }
    }

    /** Everything as it stands: all partitions in their order, and those nodes that were asked for and are known. */
    record Standing(List<Owned> partitions, Map<String, Node> nodes) {}

    /** Reads how everything stands. */
    Future<Standing> standing(Collection<String> nodes);

    /**
     * Takes partitions that are free, or that belong to one other node, whose view is raised; that node has come to an unclean
     * end. Only a reason to read again.
     */
    Future<Void> take(String node, Optional<String> loser, Collection<Integer> partitions);

    /**
     * Hands partitions over: they are free afterwards. Only a reason to read again.
     *
     * @param leaving whether the node is about to end, cleanly: then unclean ends before it count no more
     */
    Future<Void> handOver(String node, Collection<Integer> partitions, boolean leaving);

    /** What is ours: the node's own row is locked first, and only then are view and partitions read, in statements of their own. */
    Future<Holdings> read(String node);
}
