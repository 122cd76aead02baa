package io.dormouse.engine.owner;

import io.vertx.core.Future;

/**
 * Decides when a workflow may be read into memory. One that ends the process that runs it must not take all others with it: where
 * nodes have come to unclean ends, workflows come in one after another, and which one is tried is written down first.
 *
 * <p>Called on the loops of owners; its futures may complete on any thread.
 */
public interface Admission {
    /** Everybody may come, at once. */
    Admission FREE = new Admission() {
        @Override
        public boolean isFree(String id) {
            return true;
        }

        @Override
        public Future<Boolean> admit(String id) {
            return Future.succeededFuture(true);
        }

        @Override
        public void provedHarmless(String id) {}
    };

    /** Whether a workflow may come without further ado. */
    boolean isFree(String id);

    /**
     * Completes when it is the turn of a workflow, and it is durable that it is being tried. Never fails: it lasts until the
     * store answers.
     *
     * @return whether it may be read; not, if too many processes have ended over it
     */
    Future<Boolean> admit(String id);

    /** One that was admitted waits for something, or has left: the next one's turn. */
    void provedHarmless(String id);
}
