package io.dormouse.adapter;

import io.vertx.core.Future;
import java.util.Map;

/**
 * Where instances take their numbers: each is a lock that lives as long as the connection it was taken on, and no number is
 * given twice. Used by one instance, from its loop.
 */
@FunctionalInterface
public interface InstanceLocks {
    /** Takes the next number and its lock, on a connection of its own, and makes the instance known under its name. */
    Future<Held> take(String name, String service);

    /** A lock that is held. */
    interface Held {
        /** Its number. */
        int number();

        /** Runs the action once, on the loop, when the connection is found broken. A later action replaces an earlier one. */
        void onLost(Runnable action);

        /** Says that the instance lives. */
        Future<Void> beat();

        /**
         * A frozen instance would keep its lock: ends the connection of whoever has not been seen for five seconds, and nobody
         * else's.
         *
         * @return the numbers of those, and whether their connection was ended
         */
        Future<Map<Integer, Boolean>> endStale();

        /** Frees the lock. {@link #onLost} is not called any more. */
        Future<Void> release();
    }
}
