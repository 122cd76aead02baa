package io.dormouse.bench.upstream;

/** What computes. */
public final class Turns {
    /** How many turns of the loop one computation has. */
    public static final int TURNS = 1_000_000;

    /** What they come to. */
    public static final long SUM = 256_782;

    private static final long MODULUS = 1_000_003;

    private Turns() {}

    /** A million turns of a loop of which each needs the one before it. */
    public static long take() {
        long sum = 0;
        for (int i = 0; i < TURNS; i++) sum = (sum * 31 + i) % MODULUS;
        return sum;
    }
}
