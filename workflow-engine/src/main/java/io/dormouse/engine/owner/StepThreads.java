package io.dormouse.engine.owner;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Runs local steps, each of which may block. */
@FunctionalInterface
public interface StepThreads extends Executor {
    /**
     * A step has returned what is not complete yet; called on its thread. Answers whether the step leaves its thread: then the rest
     * is run on another one when that is complete, and never before. Otherwise the step waits where it is, as a test may want it
     * whose time stands still while a step runs.
     */
    default boolean leave(CompletableFuture<?> begun, Runnable rest) {
        return false;
    }

    /** Threads that are free while a step waits for what is asynchronous: ten thousand that wait are stacks of 4 KB each. */
    static StepThreads left(Executor threads) {
        return new StepThreads() {
            @Override
            public void execute(Runnable step) {
                threads.execute(step);
            }

            @Override
            public boolean leave(CompletableFuture<?> begun, Runnable rest) {
                begun.whenComplete((result, failure) -> threads.execute(rest));
                return true;
            }
        };
    }
}
