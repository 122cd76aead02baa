package io.dormouse.bench.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;

/** When each request was sent and answered, in nanoseconds of this JVM's clock. Grows; for one thread at a time. */
public final class Served {
    private long[] sent = new long[1_024];
    private long[] answered = new long[1_024];
    private int count;

    void add(long sentAt, long answeredAt) {
        if (count == sent.length) {
            sent = Arrays.copyOf(sent, 2 * count);
            answered = Arrays.copyOf(answered, 2 * count);
        }
        sent[count] = sentAt;
        answered[count] = answeredAt;
        count++;
    }

    /** How many. */
    public int count() {
        return count;
    }

    private long begin() {
        return Arrays.stream(sent, 0, count).min().orElseThrow();
    }

    /** Answers a second in the middle one of so many rounds, of which the first begins with the first request. */
    public double medianPerSecond(Duration round, int rounds) {
        long begin = begin();
        return IntStream.range(0, rounds)
                .mapToDouble(i -> perSecond(begin + i * round.toNanos(), begin + (i + 1) * round.toNanos()))
                .sorted()
                .skip(rounds / 2)
                .findFirst()
                .orElseThrow();
    }

    /** From the first request to the last answer. */
    public double seconds() {
        long first = begin();
        long last = Arrays.stream(answered, 0, count).max().orElseThrow();
        return (last - first) / 1e9;
    }

    /** Answers a second between two times. */
    public double perSecond(long from, long to) {
        return within(from, to).count() / ((to - from) / 1e9);
    }

    /** So many percent of the requests answered between two times took no longer (nearest rank); not a number if there is none. */
    public double millis(int percent, long from, long to) {
        long[] took =
                within(from, to).mapToLong(i -> answered[i] - sent[i]).sorted().toArray();
        int rank = (int) Math.ceil(took.length * percent / 100.0);
        return took.length == 0 ? Double.NaN : took[Math.max(rank, 1) - 1] / 1e6;
    }

    /** The same over all. */
    public double millis(int percent) {
        return millis(percent, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private IntStream within(long from, long to) {
        return IntStream.range(0, count).filter(i -> answered[i] >= from && answered[i] < to);
    }
}
