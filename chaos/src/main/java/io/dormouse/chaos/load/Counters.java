package io.dormouse.chaos.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what clients are told. Any thread. */
final class Counters {
    private final Map<String, LongAdder> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> failed = new ConcurrentHashMap<>();
    private final LongAdder finished = new LongAdder();
    private long last = System.nanoTime();
    private long longest;

    void acknowledged(String what) {
        acknowledged.computeIfAbsent(what, first -> new LongAdder()).increment();
        touch();
    }

    void failed(String what) {
        failed.computeIfAbsent(what, first -> new LongAdder()).increment();
    }

    void finished() {
        finished.increment();
    }

    private synchronized long touch() {
        long now = System.nanoTime();
        longest = Math.max(longest, now - last);
        last = now;
        return longest;
    }

    Progress progress() {
        long stall;
        synchronized (this) {
            stall = Math.max(longest, System.nanoTime() - last);
        }
        return new Progress(sums(acknowledged), sums(failed), Duration.ofNanos(stall), finished.sum());
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counters) {
        Map<String, Long> sums = new TreeMap<>();
        counters.forEach((what, count) -> sums.put(what, count.sum()));
        return sums;
    }
}
