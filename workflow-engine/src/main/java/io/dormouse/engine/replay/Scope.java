package io.dormouse.engine.replay;

import org.jspecify.annotations.Nullable;

/** Whom a command belongs to: the workflow, or a branch of it that may lose. */
final class Scope {
    private final @Nullable Scope parent;
    private boolean lost;

    private Scope(@Nullable Scope parent) {
        this.parent = parent;
    }

    static Scope ofTheWorkflow() {
        return new Scope(null);
    }

    Scope branch() {
        return new Scope(this);
    }

    void lose() {
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
