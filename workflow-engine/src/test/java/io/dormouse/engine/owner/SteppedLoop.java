package io.dormouse.engine.owner;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A loop and a clock that the test steps: nothing happens, and no time passes, unless the test says so. */
final class SteppedLoop implements Loop, StoreClock {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private record Later(Instant due, long order, Runnable task) {}

    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final PriorityQueue<Later> later =
            new PriorityQueue<>(Comparator.comparing(Later::due).thenComparing(Later::order));
    private long order;
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        later.add(new Later(now.plus(delay), order++, task));
    }

    @Override
    public Instant now() {
        return now;
    }

    /** Runs tasks, waiting for those that threads of workflows will give, until something holds. */
    void runUntil(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            try {
                Runnable task = tasks.poll(5, TimeUnit.MILLISECONDS);
                if (task != null) task.run();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            if (System.nanoTime() > deadline) throw new AssertionError("never came true: " + what);
        }
    }

    /** Runs what is there. */
    void runAll() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) task.run();
    }

    /** Lets time pass, running what comes due in its order, and what follows from it. */
    void advance(Duration time) {
        Instant end = now.plus(time);
        runAll();
        while (!later.isEmpty() && !later.peek().due().isAfter(end)) {
            Later next = later.remove();
            now = next.due();
            next.task().run();
            runAll();
        }
        now = end;
    }
}
