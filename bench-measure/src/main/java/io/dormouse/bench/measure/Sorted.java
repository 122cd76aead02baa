package io.dormouse.bench.measure;

import java.util.Arrays;

/** Measured values in ascending order; at least one. */
record Sorted(double[] values) {
    static Sorted of(double[] measured) {
        double[] values = measured.clone();
        Arrays.sort(values);
        return new Sorted(values);
    }

    /** The middle one; of an even number the upper of the two in the middle. */
    double median() {
        return values[values.length / 2];
    }

    /** The smallest value that so many percent of all do not exceed (nearest rank). */
    double percentile(int percent) {
        int rank = (int) Math.ceil(values.length * percent / 100.0);
        return values[Math.max(rank, 1) - 1];
    }
}
