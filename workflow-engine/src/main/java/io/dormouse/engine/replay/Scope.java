package io.dormouse.engine.replay;

import org.jspecify.annotations.Nullable;

/** Whom a command belongs to: the workflow, or a branch of it that may lose. */
final class Scope {
    private static final Scope WORKFLOW = new Scope(null);

    private final @Nullable Scope parent;
    private boolean lost;

    private Scope(@Nullable Scope parent) {
        this.parent = parent;
    }

    /** That of all workflows: it never loses, so there is nothing to tell of one. */
    static Scope ofTheWorkflow() {
        return WORKFLOW;
    }

    Scope branch() {
        return new Scope(this);
    }

    void lose() {
        if (parent == null) throw new IllegalStateException("a workflow is no branch that could lose");
        lost = true;
    }

    /** Whether this or a scope around it has lost. */
    boolean isLost() {
        for (Scope scope = this; scope != null; scope = scope.parent) {
            if (scope.lost) return true;
        }
        return false;
    }
}
