package io.dormouse.bench.peer;

import io.dormouse.bench.measure.Latencies;
import io.dormouse.bench.measure.StepRate;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.function.BiFunction;

/**
 * What came of measuring a peer.
 *
 * @param <T> what it measured
 */
public sealed interface Answer<T> {
    /** It measured, and every workflow had the right result. */
    record Measured<T>(T figures) implements Answer<T> {}

    /** It could not; one sentence that says why. */
    record Absent<T>(String reason) implements Answer<T> {}

    static Answer<StepRate> stepRate(String output) {
        return read(output, "stepsPerSecond", "atOnce", (rate, atOnce) -> new StepRate(rate, (int) Math.round(atOnce)));
    }

    static Answer<Latencies> latencies(String output) {
        return read(output, "p50Millis", "p99Millis", Latencies::new);
    }

    /** From the last line of its standard output. */
    private static <T> Answer<T> read(
            String output, String first, String second, BiFunction<Double, Double, T> figures) {
        String line = output.lines().reduce("", (before, last) -> last);
        try {
            JsonObject json = new JsonObject(line);
            if (json.getValue(first) instanceof Number one && json.getValue(second) instanceof Number two) {
                return new Measured<>(figures.apply(one.doubleValue(), two.doubleValue()));
            }
            return notAsked(line);
        } catch (DecodeException e) {
            return notAsked(line);
        }
    }

    private static <T> Answer<T> notAsked(String line) {
        return new Absent<>("its last line is not what was asked for: " + line);
    }
}
