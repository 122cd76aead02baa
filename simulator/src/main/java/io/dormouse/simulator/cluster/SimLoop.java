package io.dormouse.simulator.cluster;

import io.dormouse.engine.owner.Loop;
import io.dormouse.simulator.world.Chance;
import io.dormouse.simulator.world.Process;
import java.time.Duration;
import java.util.ArrayDeque;

/** An owner's loop in a process of the world: tasks in their order, some at once, some later. */
final class SimLoop implements Loop {
    private static final long WAKE_MICROS = 200;

    private final Process process;
    private final Chance chance;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean scheduled;

    SimLoop(Process process, Chance chance) {
        this.process = process;
        this.chance = chance;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        schedule();
    }

    private void schedule() {
        if (scheduled) return;
        scheduled = true;
        process.later(chance.upTo(WAKE_MICROS), this::run);
    }

    /** Now and then it stops early, so that threads and answers get in between. */
    private void run() {
        scheduled = false;
        int most = chance.happens(0.3) ? chance.between(1, 3) : Integer.MAX_VALUE;
        for (int i = 0; i < most && !tasks.isEmpty(); i++) tasks.poll().run();
        if (!tasks.isEmpty()) schedule();
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        process.later(Math.max(1_000, delay.toNanos() / 1_000), () -> execute(task));
    }
}
