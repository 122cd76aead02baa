package io.dormouse.workflow.cluster;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The port to the tables that say who owns what. Every change of owner raises the view of the node that loses, in the same
 * transaction; so a flush of that node either commits before or fails at its fence.
 */
public interface Ownerships {
    /** What a node owns. @param partitions with their epochs */
    record Holdings(long view, Map<Integer, Long> partitions) {}

    /** A partition as it stands. @param silent whether its owner has not been heard of for 2 s by the database's clock */
    record Owned(int partition, Optional<String> node, boolean silent) {}

    /** All partitions as they stand, in their order. */
    Future<List<Owned>> all();

    /** Takes partitions that are free, or that belong to one other node, whose view is raised. Only a reason to read again. */
    Future<Void> take(String node, Optional<String> loser, Collection<Integer> partitions);

    /** Hands partitions over: they are free afterwards. Only a reason to read again. */
    Future<Void> handOver(String node, Collection<Integer> partitions);

    /** What is ours: the node's own row is locked first, and only then are view and partitions read, in statements of their own. */
    Future<Holdings> read(String node);
}
