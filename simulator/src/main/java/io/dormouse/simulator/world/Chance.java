package io.dormouse.simulator.world;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** All that is left to chance in a world, from its seed. */
public final class Chance {
    private final SplittableRandom random;

    /** Everything that follows from a seed. */
    public Chance(long seed) {
        // Neighbouring seeds would begin alike.
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L ^ 0x5DEECE66DL);
    }

    /** Whether something happens that has this probability. */
    public boolean happens(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /** A number from the first to the last. */
    public int between(int first, int last) {
        return first + random.nextInt(last - first + 1);
    }

    /** A time, mostly short, at most this many microseconds. */
    public long upTo(long micros) {
        return micros <= 0 ? 0 : (long) (micros * Math.pow(random.nextDouble(), 3));
    }

    /** One of some. */
    public <T> T oneOf(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** A fresh 64-bit number. */
    public long seed() {
        return random.nextLong();
    }

    /** The source itself, for what wants a generator. */
    public RandomGenerator generator() {
        return random;
    }
}
