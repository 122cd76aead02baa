package io.dormouse.simulator.program;

/** What an author may write, for counting. */
public enum Verb {
    RUN,
    RETRY,
    COMPUTE,
    CALL,
    SLEEP,
    EVENT,
    SIGNAL,
    ASK,
    ALL,
    ANY,
    TIMEOUT,
    COMPOSE,
    SAGA,
    HEARTBEAT,
    CHILD,
    DETACH,
    CHANGED,
    WORDS,
    VALUES,
    POISON;

    /** Whether it waits for more than a commit, so that every fault can meet it. */
    public boolean waits() {
        return this != VALUES && this != POISON && this != WORDS && this != CHANGED;
    }
}
