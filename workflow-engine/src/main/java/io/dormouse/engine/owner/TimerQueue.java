package io.dormouse.engine.owner;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** The near timers of an owner. One that is in twice, or whose workflow needs it no more, costs a look when it is due. */
final class TimerQueue {
    /** A timer of a command. */
    record Timer(Instant due, String workflowId, int run, int seq) {}

    private static final Duration SOONEST = Duration.ofMillis(1);

    private final Loop loop;
    private final StoreClock clock;
    private final Consumer<Timer> ring;
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparing(Timer::due));
    private Instant nextLook = Instant.MAX;

    TimerQueue(Loop loop, StoreClock clock, Consumer<Timer> ring) {
        this.loop = loop;
        this.clock = clock;
        this.ring = ring;
    }

    void add(Timer timer) {
        timers.add(timer);
        lookWhenDue();
    }

    private void lookWhenDue() {
        Timer first = timers.peek();
        if (first == null || !first.due().isBefore(nextLook)) return;
        nextLook = first.due();
        Instant asked = nextLook;
        Duration delay = Duration.between(clock.now(), asked);
        loop.schedule(delay.compareTo(SOONEST) < 0 ? SOONEST : delay, () -> {
            if (!asked.equals(nextLook)) return;
            nextLook = Instant.MAX;
            ringAllDue();
            lookWhenDue();
        });
    }

    private void ringAllDue() {
        Instant now = clock.now();
        for (Timer first = timers.peek(); first != null && !first.due().isAfter(now); first = timers.peek()) {
            ring.accept(timers.remove());
        }
    }
}
