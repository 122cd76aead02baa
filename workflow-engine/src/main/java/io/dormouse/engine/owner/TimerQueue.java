package io.dormouse.engine.owner;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The timers that an owner keeps in memory: those of workflows that are there, and those that are near. It looks at the
 * database's clock every few seconds at the latest, since the monotonic clock stands still while a machine sleeps.
 */
final class TimerQueue {
    /** A timer of a command. */
    record Timer(Instant due, String workflowId, int run, int seq) {}

    /** Nearer than this a timer stays here when its workflow leaves memory: no sweep may come before it. */
    static final Duration NEAR = Duration.ofSeconds(30);

    private static final Duration LATEST_LOOK = Duration.ofSeconds(5);

    private final Alarm alarm;
    private final StoreClock clock;
    private final Consumer<Timer> ring;
    private final TreeSet<Timer> timers = new TreeSet<>(Comparator.comparing(Timer::due)
            .thenComparing(Timer::workflowId)
            .thenComparing(Timer::run)
            .thenComparing(Timer::seq));

    TimerQueue(Loop loop, StoreClock clock, Consumer<Timer> ring) {
        this.alarm = new Alarm(loop, clock, this::look);
        this.clock = clock;
        this.ring = ring;
    }

    void add(Timer timer) {
        timers.add(timer);
        lookWhenDue();
    }

    /** Nobody waits for it any more. */
    void remove(Timer timer) {
        timers.remove(timer);
    }

    /** Its workflow leaves memory; its row will bring it back in time, unless it is near. */
    void leaveToItsRow(Timer timer) {
        if (timer.due().isAfter(clock.now().plus(NEAR))) timers.remove(timer);
    }

    private void look() {
        ringAllDue();
        lookWhenDue();
    }

    private void lookWhenDue() {
        if (!timers.isEmpty())
            alarm.set(earlier(timers.first().due(), clock.now().plus(LATEST_LOOK)));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void ringAllDue() {
        Instant now = clock.now();
        while (!timers.isEmpty() && !timers.first().due().isAfter(now)) ring.accept(timers.pollFirst());
    }
}
