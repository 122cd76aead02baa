package io.dormouse.workflow.cluster;

import io.vertx.core.Future;

/** The port to what is written down of workflows that may end the process that brings them into memory. */
public interface Suspects {
    /**
     * Writes down that a node is about to bring a workflow into memory; durable when this returns. To be repeated until it
     * succeeds: the same node counts once.
     *
     * @return how many nodes in a row have tried it without a step forward of its code, this one included; 0 if the node does not
     *     own it
     */
    Future<Integer> attempt(String node, String workflow);

    /** The workflow has done no harm to this node. */
    Future<Void> acquit(String node, String workflow);

    /**
     * Forgets the unclean ends of partitions that a node has had for longer than 30 s, and what their workflows were suspected of.
     *
     * @return whether there were any
     */
    Future<Boolean> calmDown(String node);

    /** Forgets suspicions against workflows that stand still or have ended. */
    Future<Void> tidy();
}
