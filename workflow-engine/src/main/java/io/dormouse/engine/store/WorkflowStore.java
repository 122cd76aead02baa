package io.dormouse.engine.store;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is durable. One instance belongs to one owner, which calls it from its loop and gets its answers there. At most one
 * flush is under way.
 */
public interface WorkflowStore {
    /**
     * Writes all parts in one transaction that is fenced: it commits only if nobody has taken a partition from this node. When
     * the future succeeds everything is durable; it fails with {@link FlushFailedException}.
     */
    Future<Void> flush(List<Part> parts);

    /**
     * After {@link FlushFailedException.Why#ANSWER_LOST}: returns when the lost transaction has committed or vanished for good.
     * Repeats until the database answers. Then everything that was in the flush must be read again.
     */
    Future<Void> settle();

    /** The rows of those that exist. */
    Future<Map<String, WorkflowHead>> heads(Collection<String> ids);

    /**
     * The workflows of those that exist, with the journals of their present runs; at least one of them, if there is any, and so
     * many more as are not too heavy together: ask again for the others.
     */
    Future<List<Stored>> load(Collection<String> ids);

    /** A workflow with the journal of one of its runs, without rows of waits; empty if there is no such run. */
    Future<Optional<Stored>> load(String id, int run);

    /** What is known of each workflow and signal. */
    Future<Map<Addressee.Key, Addressee>> addressees(Collection<Addressee.Key> keys);

    /** The outlines of those that exist. */
    Future<List<Outline>> outlines(Collection<String> ids);

    /** The values of those events that were triggered, as JSON. */
    Future<Map<String, String>> events(Collection<String> keys);

    /** Forgets cancellations that the service has answered. */
    Future<Void> forget(String workflowId, int run, int seq);

    /**
     * A workflow has left the memory of its owner, and only its rows can wake it. A hint to whoever keeps what helps then; nothing rests on it.
     *
     * @param awaited the keys of the events that it waits for, by the number of the command
     */
    default void leftMemory(String workflowId, int partition, Map<Integer, String> awaited) {}
}
