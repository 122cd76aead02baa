package io.dormouse.simulator.world;

/** A process of an operating system: what it does happens, waits while it is frozen, or never happens once it is dead. */
public final class Process {
    private final Timeline timeline;
    private boolean dead;
    private long frozenUntil;

    /** One that lives. */
    public Process(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Does something after so many microseconds, unless it is dead by then; later if it is frozen. */
    public void later(long micros, Runnable task) {
        timeline.after(micros, () -> {
            if (dead) return;
            if (frozenUntil > timeline.now()) later(frozenUntil - timeline.now(), task);
            else task.run();
        });
    }

    /** It does nothing for a while; answers by how much longer than without this. */
    public long freeze(long micros) {
        long before = Math.max(frozenUntil, timeline.now());
        frozenUntil = Math.max(before, timeline.now() + micros);
        return frozenUntil - before;
    }

    /** Whether it does nothing right now. */
    public boolean isFrozen() {
        return frozenUntil > timeline.now();
    }

    /** It is no more. */
    public void kill() {
        dead = true;
    }

    /** Whether it is no more. */
    public boolean isDead() {
        return dead;
    }
}
