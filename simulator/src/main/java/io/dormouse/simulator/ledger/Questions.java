package io.dormouse.simulator.ledger;

import io.dormouse.adapter.KeyedUndo.Undone;
import java.util.HashMap;
import java.util.Map;

/** Effects in the ledger's own schema: questions to people, which are open until they are decided or withdrawn. */
final class Questions {
    enum State {
        OPEN,
        DECIDED,
        WITHDRAWN
    }

    private final Map<String, State> states = new HashMap<>();

    void ask(String key) {
        states.put(key, State.OPEN);
    }

    /** Whoever decides comes from outside. */
    void decide(String key) {
        states.replace(key, State.OPEN, State.DECIDED);
    }

    Undone withdraw(String key) {
        if (states.replace(key, State.OPEN, State.WITHDRAWN)) return Undone.NOW;
        return states.get(key) == State.WITHDRAWN ? Undone.BEFORE : Undone.NEVER;
    }

    boolean exists(String key) {
        return states.containsKey(key);
    }

    boolean isOpen(String key) {
        return states.get(key) == State.OPEN;
    }
}
