package io.dormouse.simulator.ledger;

import io.dormouse.simulator.world.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happened, in its order: a number that two runs of one seed must share, how often what was met, and the lines if wanted. */
final class History {
    private final Timeline timeline;
    private final boolean kept;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Integer> met = new TreeMap<>();
    private long digest = 17;

    History(Timeline timeline, boolean kept) {
        this.timeline = timeline;
        this.kept = kept;
    }

    /** Something happened to something. */
    void note(String what, Object... to) {
        digest = digest * 31 + timeline.now();
        digest = digest * 31 + what.hashCode();
        for (Object one : to) digest = digest * 31 + one.toString().hashCode();
        met.merge(what, 1, Integer::sum);
        if (!kept) return;
        StringBuilder line = new StringBuilder("%12.6f %s".formatted(timeline.now() / 1e6, what));
        for (Object one : to) line.append(' ').append(one);
        lines.add(line.toString());
    }

    long digest() {
        return digest;
    }

    Map<String, Integer> met() {
        return met;
    }

    List<String> lines() {
        return lines;
    }
}
