package io.dormouse.simulator.ledger;

import io.dormouse.adapter.Alarm;
import io.dormouse.simulator.world.Timeline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** One process: its loop and its alarms. It may freeze and go on, and it ends once. */
final class Life implements Executor, Alarm {
    private final Timeline timeline;
    private final String name;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean frozen;
    private boolean over;
    private long frozenAt;

    Life(Timeline timeline, String name) {
        this.timeline = timeline;
        this.name = name;
    }

    String name() {
        return name;
    }

    @Override
    public void execute(Runnable task) {
        if (over) return;
        tasks.add(task);
        timeline.after(0, this::next);
    }

    private void next() {
        if (frozen || tasks.isEmpty()) return;
        tasks.remove().run();
    }

    @Override
    public Runnable after(Duration delay, Runnable action) {
        AtomicBoolean off = new AtomicBoolean();
        timeline.after(
                delay.toNanos() / 1_000,
                () -> execute(() -> {
                    if (!off.get()) action.run();
                }));
        return () -> off.set(true);
    }

    void freeze() {
        frozen = true;
        frozenAt = timeline.now();
    }

    void thaw() {
        if (!frozen || over) return;
        frozen = false;
        tasks.forEach(task -> timeline.after(0, this::next));
    }

    /** Ends without a word. */
    void end() {
        over = true;
        tasks.clear();
    }

    /** Whether it is frozen, but has not been so for this long. */
    boolean isFrozenSince(long atMost) {
        return frozen && !over && timeline.now() - frozenAt < atMost;
    }

    boolean isOver() {
        return over;
    }

    boolean runs() {
        return !frozen && !over;
    }
}
