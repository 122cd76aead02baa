package io.dormouse.workflow;

import io.dormouse.engine.owner.Loop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/** An owner's loop on an event loop of Vert.x. */
record VertxLoop(Vertx vertx, Context context) implements Loop {
    @Override
    public void execute(Runnable task) {
        context.runOnContext(now -> task.run());
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        long millis = Math.max(1, delay.plusNanos(999_999).toMillis());
        vertx.setTimer(millis, fired -> context.runOnContext(now -> task.run()));
    }
}
