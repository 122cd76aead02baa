package io.dormouse.engine.owner;

/**
 * How many workflows an owner keeps in memory though they sleep, and how fast others come there.
 *
 * @param asleep how many that sleep stay, so that they are woken without being read
 * @param coming how many are let in before those that were let in earlier have come to rest; at least 1
 * @param rung how many that were rung for may wait to be let in; who is rung for beyond that is left to a later ring
 */
public record MemoryLimits(int asleep, int coming, int rung) {
    /** Some 20 MB of ids, by calculation. */
    private static final int MOST_RUNG = 100_000;

    /** Fails with {@link IllegalArgumentException} where nobody could ever come. */
    public MemoryLimits {
        if (coming < 1)
            throw new IllegalArgumentException(
                    "%d workflows are let in at a time; at least 1 has to be".formatted(coming));
    }

    /** The usual ones: as many come as one flush takes. With fewer the store would be idle, with more they would only wait for it. */
    public static MemoryLimits ofAsleep(int asleep) {
        return new MemoryLimits(asleep, FlushQueue.LARGEST, MOST_RUNG);
    }
}
