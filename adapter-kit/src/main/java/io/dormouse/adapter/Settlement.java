package io.dormouse.adapter;

import io.vertx.core.Future;
import java.util.Optional;

/**
 * Removes what more than one attempt has left behind in an outside system that can be asked for what carries a key
 * ({@link Guarantee#LOOK_UP_BY_KEY}).
 *
 * @param <R> the result of the call
 */
@FunctionalInterface
public interface Settlement<R> {
    /**
     * Lists by the key and removes all that is not the result. Called only when the outcome is recorded, perhaps several times
     * and by several instances at once, until the last request of an earlier attempt must have landed. A failure is logged and
     * tried again.
     *
     * @param key the call's key
     * @param result what stays; empty if the call failed, then nothing stays
     */
    Future<Void> settle(String key, Optional<R> result);
}
