package io.dormouse.simulator.world;

import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;

/**
 * The one queue of a world: nothing happens but by it, and what happens at the same time happens in an order that chance
 * decides. Time is virtual and moves from one event to the next.
 */
public final class Timeline {
    private record Event(long time, int lot, long order, Runnable task) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(time, other.time);
            if (byTime != 0) return byTime;
            int byLot = Integer.compare(lot, other.lot);
            return byLot != 0 ? byLot : Long.compare(order, other.order);
        }
    }

    private final Chance chance;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final ArrayDeque<Runnable> mounts = new ArrayDeque<>();
    private long now;
    private long order;

    /** Begins at time zero. */
    public Timeline(Chance chance) {
        this.chance = chance;
    }

    /** Microseconds since the world began. */
    public long now() {
        return now;
    }

    /** How many events there have been or will be. */
    public long events() {
        return order;
    }

    /** Something will happen after so many microseconds. */
    public void after(long micros, Runnable task) {
        events.add(new Event(now + Math.max(0, micros), chance.between(0, 1 << 20), order++, task));
    }

    /** Runs tasks behind the event that gives them, before any time passes: where threads are mounted that nothing delays. */
    public Executor atOnce() {
        return mounts::add;
    }

    /** Lets the next event happen, and what it mounts. */
    public void step() {
        Event event = events.remove();
        now = event.time();
        event.task().run();
        for (Runnable mount = mounts.poll(); mount != null; mount = mounts.poll()) mount.run();
    }

    /** Lets time pass. */
    public void runFor(long micros) {
        long end = now + micros;
        while (!events.isEmpty() && events.peek().time() <= end) step();
        now = end;
    }
}
