package io.dormouse.chaos.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Times in milliseconds, of which one wants to know the middle and the worst. Thread-safe. */
final class Sample {
    private final List<Double> values = new ArrayList<>();

    synchronized void add(double millis) {
        values.add(millis);
    }

    synchronized int size() {
        return values.size();
    }

    /** The value that this share of all does not exceed; NaN if there are none. */
    synchronized double quantile(double share) {
        if (values.isEmpty()) return Double.NaN;
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }

    @Override
    public String toString() {
        return "median %,.0f ms, 95 %% %,.0f ms, worst %,.0f ms (of %,d)"
                .formatted(quantile(0.5), quantile(0.95), quantile(1), size());
    }
}
