package io.dormouse.workflow;

import io.dormouse.engine.owner.Loop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An owner's loop on an event loop of Vert.x. Tasks that come while it is busy are run together, so that thousands of steps a
 * second wake the event loop a few hundred times.
 */
final class VertxLoop implements Loop {
    private static final Logger log = LoggerFactory.getLogger(VertxLoop.class);

    /** After so many tasks the event loop gets a look at its sockets. */
    private static final int AT_ONCE = 4_096;

    private final Vertx vertx;
    private final Context context;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    VertxLoop(Vertx vertx, Context context) {
        this.vertx = vertx;
        this.context = context;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        schedule();
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) context.runOnContext(now -> runTasks());
    }

    private void runTasks() {
        scheduled.set(false);
        for (int i = 0; i < AT_ONCE; i++) {
            Runnable task = tasks.poll();
            if (task == null) return;
            run(task);
        }
        schedule();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // an Error too: the loop is shared, and what it leaves undone would stop everybody
            log.error("a task of the loop failed, the others go on", e);
        }
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        long millis = Math.max(1, delay.plusNanos(999_999).toMillis());
        context.runOnContext(now -> vertx.setTimer(millis, fired -> execute(task)));
    }
}
