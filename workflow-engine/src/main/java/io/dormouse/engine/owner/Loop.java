package io.dormouse.engine.owner;

import java.time.Duration;

/** The one thread of an owner. */
public interface Loop {
    /** Runs a task on the loop, after those given before. Callable from any thread. */
    void execute(Runnable task);

    /** Runs a task on the loop after at least so long. Callable from the loop. */
    void schedule(Duration delay, Runnable task);
}
