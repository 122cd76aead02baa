package io.dormouse.engine.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The changes of the code that a run has come by, and whether they are in force for it. */
final class Changes {
    private final Map<String, Boolean> decided = new HashMap<>(0);
    private List<String> wanted = new ArrayList<>(0);

    /** Wanted, and not in the journal yet: other entries may come before. */
    private final Set<String> awaited = new HashSet<>(0);

    boolean isDecided(String change) {
        return decided.containsKey(change);
    }

    boolean isInForce(String change) {
        return decided.getOrDefault(change, false);
    }

    /** The run went on without it. */
    void refuse(String change) {
        decided.put(change, false);
    }

    /** It is to be in force; the journal has to say so first. */
    void want(String change) {
        if (awaited.add(change)) wanted.add(change);
    }

    void enforce(String change) {
        decided.putIfAbsent(change, true);
        awaited.remove(change);
    }

    boolean areWanted() {
        return !awaited.isEmpty();
    }

    List<String> takeWanted() {
        List<String> taken = wanted;
        wanted = new ArrayList<>(0);
        return taken;
    }
}
