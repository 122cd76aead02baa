package io.dormouse.adapter;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Wakes after a while. */
@FunctionalInterface
public interface Alarm {
    /** Runs the action once when the time is over, on the caller's context. @return calls it off */
    Runnable after(Duration delay, Runnable action);

    static Alarm of(Vertx vertx) {
        return (delay, action) -> {
            long timer = vertx.setTimer(Math.max(1, delay.toMillis()), id -> action.run());
            return () -> vertx.cancelTimer(timer);
        };
    }
}
