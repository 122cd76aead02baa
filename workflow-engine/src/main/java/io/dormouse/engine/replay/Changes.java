package io.dormouse.engine.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The changes of the code that a run has come by, and whether they are in force for it. Most have none, and hold no collections for them. */
final class Changes {
    private Map<String, Boolean> decided = Map.of();
    private List<String> wanted = List.of();

    /** Wanted, and not in the journal yet: other entries may come before. */
    private Set<String> awaited = Set.of();

    boolean isDecided(String change) {
        return decided.containsKey(change);
    }

    boolean isInForce(String change) {
        return decided.getOrDefault(change, false);
    }

    /** The run went on without it. */
    void refuse(String change) {
        beginToDecide();
        decided.put(change, false);
    }

    /** It is to be in force; the journal has to say so first. */
    void want(String change) {
        if (awaited.isEmpty()) awaited = new HashSet<>(2);
        if (!awaited.add(change)) return;
        if (wanted.isEmpty()) wanted = new ArrayList<>(1);
        wanted.add(change);
    }

    void enforce(String change) {
        beginToDecide();
        decided.putIfAbsent(change, true);
        if (!awaited.isEmpty()) awaited.remove(change);
    }

    private void beginToDecide() {
        if (decided.isEmpty()) decided = new HashMap<>(2);
    }

    boolean areWanted() {
        return !awaited.isEmpty();
    }

    List<String> takeWanted() {
        List<String> taken = wanted;
        if (!taken.isEmpty()) wanted = List.of();
        return taken;
    }
}
