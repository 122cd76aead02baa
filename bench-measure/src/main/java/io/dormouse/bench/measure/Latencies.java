package io.dormouse.bench.measure;

import java.util.Locale;

/** How long one workflow of ten steps takes that has the engine to itself, in milliseconds. */
public record Latencies(double p50Millis, double p99Millis) {
    /** One line of JSON, as a peer program prints it. */
    public String toJson() {
        return String.format(Locale.ROOT, "{\"p50Millis\":%.3f,\"p99Millis\":%.3f}", p50Millis, p99Millis);
    }
}
