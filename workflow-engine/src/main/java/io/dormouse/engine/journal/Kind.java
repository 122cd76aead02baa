package io.dormouse.engine.journal;

import java.util.Locale;

/** What a command asks for. The wire names in journals are those in lower case. */
public enum Kind {
    /** A local step. */
    RUN,
    /** A local step that computes. */
    COMPUTE,
    /** A call of a service over the bus. */
    CALL,
    /** A time to come. */
    TIMER,
    /** The value of an event. */
    EVENT,
    /** A signal. */
    SIGNAL,
    /** A person's decision: a call that makes the question known, then an event. */
    ASK,
    /** Another workflow, and its result. */
    CHILD,
    /** Another workflow that is left alone once it has started. */
    DETACH;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in journals. */
    public String wireName() {
        return wireName;
    }

    /** The kind of a name in a journal. */
    static Kind ofWireName(String name) {
        for (Kind kind : values()) {
            if (kind.wireName.equals(name)) return kind;
        }
        throw UnreadableEntryException.unknown("kind of command", name);
    }
}
