package io.dormouse.testkit;

import io.dormouse.engine.owner.Loop;
import io.dormouse.engine.owner.StepThreads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Runs local steps one after the other, in the order in which they were given, so that their results come in the same order
 * each time. A step that blocks for longer than a second is left alone, and the next one begins.
 */
final class Steps implements StepThreads {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final List<Thread> blocked = new ArrayList<>();
    private final Loop loop;

    Steps(Loop loop) {
        this.loop = loop;
    }

    /** By way of the loop: threads of workflows begin steps too, and which of them is first is nobody's choice. */
    @Override
    public void execute(Runnable step) {
        loop.execute(() -> waiting.add(step));
    }

    /** Runs the next step to its end; says whether there was one. */
    boolean runNext() {
        Runnable step = waiting.poll();
        if (step == null) return false;
        Thread thread = Thread.ofVirtual().name("step").start(step);
        try {
            if (!thread.join(PATIENCE)) blocked.add(thread);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TestError.interrupted();
        }
        return true;
    }

    /** Whether a step is still running. */
    boolean areRunning() {
        blocked.removeIf(thread -> !thread.isAlive());
        return !blocked.isEmpty();
    }
}
