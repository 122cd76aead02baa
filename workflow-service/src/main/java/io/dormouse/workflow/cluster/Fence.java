package io.dormouse.workflow.cluster;

/**
 * The right of this node to write: its name, used by no other life of a node, and the view of what it owns that it holds in
 * memory. Every flush compares that view with the one in the database.
 */
public final class Fence {
    private final String node;
    private volatile long view;

    /** The fence of a node whose row was just made, with view 0. */
    public Fence(String node) {
        this.node = node;
    }

    /** The name of this life of the node. */
    public String node() {
        return node;
    }

    /** The view in memory. */
    public long view() {
        return view;
    }

    void hold(long newView) {
        view = newView;
    }

    /** This node has raised its own view by one, and knows that nobody else has changed it. */
    public void raised(long from) {
        view = from + 1;
    }
}
