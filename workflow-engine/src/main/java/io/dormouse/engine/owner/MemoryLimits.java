package io.dormouse.engine.owner;

/**
 * How many workflows an owner holds in memory that it could do without.
 *
 * @param asleep how many that sleep stay, so that they are woken without being read
 * @param coming how many are read at a time before those read earlier have come to rest; at least 1
 */
public record MemoryLimits(int asleep, int coming) {
    /** As many as one flush takes: with fewer coming the store would be idle, with more they would only wait for it. */
    private static final int COMING = 2_000;

    /** As {@link #coming} what serves a store that answers within milliseconds. */
    public static MemoryLimits ofAsleep(int asleep) {
        return new MemoryLimits(asleep, COMING);
    }
}
