package io.dormouse.bench.measure;

import java.util.Locale;

/** Durable steps a second, with so many workflows at once. */
public record StepRate(double stepsPerSecond, int atOnce) {
    /** One line of JSON, as a peer program prints it. */
    public String toJson() {
        return String.format(Locale.ROOT, "{\"stepsPerSecond\":%.1f,\"atOnce\":%d}", stepsPerSecond, atOnce);
    }
}
