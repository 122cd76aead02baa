package io.dormouse.simulator.ledger;

import io.dormouse.simulator.world.Timeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Numbers, when they were seen last, and the sessions that hold their locks. */
final class InstanceTable {
    private static final long STALE = 5_000_000;

    private final Timeline timeline;
    private final boolean numbersAreUsedTwice;
    private final Map<Integer, Entry> entries = new LinkedHashMap<>();
    private final Map<Integer, Runnable> locks = new HashMap<>();
    private int last;

    private static final class Entry {
        private final String name;
        private long seen;

        private Entry(String name, long seen) {
            this.name = name;
            this.seen = seen;
        }
    }

    InstanceTable(Timeline timeline, boolean numbersAreUsedTwice) {
        this.timeline = timeline;
        this.numbersAreUsedTwice = numbersAreUsedTwice;
    }

    /** @param ended runs when the server ends the session that holds the lock */
    int enter(String name, Runnable ended) {
        int number = numbersAreUsedTwice ? firstFree() : ++last;
        entries.put(number, new Entry(name, timeline.now()));
        locks.put(number, ended);
        return number;
    }

    private int firstFree() {
        int number = 1;
        while (isLocked(number)) number++;
        return number;
    }

    void beat(int number) {
        Entry entry = entries.get(number);
        if (entry != null) entry.seen = timeline.now();
    }

    /** The stale ones whose sessions were ended. */
    List<Integer> endStale(int but) {
        List<Integer> ended = new ArrayList<>();
        entries.forEach((number, entry) -> {
            if (number != but && entry.seen < timeline.now() - STALE && isLocked(number)) ended.add(number);
        });
        ended.forEach(this::end);
        return ended;
    }

    /** The server ends the session that holds the lock, and the lock is free. */
    private void end(int number) {
        Runnable ended = locks.remove(number);
        if (ended != null) ended.run();
    }

    /** As {@link #end(int)}, if the session still holds it. */
    void end(int number, Runnable session) {
        if (session.equals(locks.get(number))) end(number);
    }

    /** The client ends its session; nothing if the server has ended it before. */
    void release(int number, Runnable session) {
        locks.remove(number, session);
    }

    boolean isLocked(int number) {
        return locks.containsKey(number);
    }

    List<Integer> gone(int but) {
        return entries.keySet().stream()
                .filter(number -> number != but && !isLocked(number))
                .toList();
    }

    Optional<String> nameOf(int number) {
        return Optional.ofNullable(entries.get(number)).map(entry -> entry.name);
    }

    /** When a take-over may assume that the instance was ended, had it been frozen; empty if it was forgotten. */
    Optional<Long> endedAtTheLatest(int number) {
        return Optional.ofNullable(entries.get(number)).map(entry -> entry.seen + STALE);
    }
}
