package io.dormouse.adapter;

import io.dormouse.contracts.KeyedCall;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Wakes after a while. */
@FunctionalInterface
public interface Alarm {
    /** Runs the action once when the time is over, on the caller's context. @return calls it off */
    Runnable after(Duration delay, Runnable action);

    /** Timers of Vert.x, for one context. All who wait for the time of a poll, which is every caller, share one. */
    static Alarm of(Vertx vertx) {
        Alarm timers = (delay, action) -> {
            long timer = vertx.setTimer(Math.max(1, delay.toMillis()), id -> action.run());
            return () -> vertx.cancelTimer(timer);
        };
        Waits polls = new Waits(timers, System::nanoTime, KeyedCall.POLL);
        return (delay, action) -> delay.equals(KeyedCall.POLL) ? polls.begin(action) : timers.after(delay, action);
    }
}
