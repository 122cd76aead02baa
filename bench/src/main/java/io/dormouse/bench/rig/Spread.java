package io.dormouse.bench.rig;

import java.util.Arrays;

/** How values that were measured are spread; at least one. */
public final class Spread {
    private final double[] sorted;

    public Spread(double[] measured) {
        sorted = measured.clone();
        Arrays.sort(sorted);
    }

    /** The smallest value that so many percent of all do not exceed. */
    public double percentile(double percent) {
        int rank = (int) Math.ceil(sorted.length * percent / 100);
        return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
    }

    /** The largest. */
    public double largest() {
        return sorted[sorted.length - 1];
    }
}
