package io.dormouse.simulator.check;

/** What can happen to a workflow from outside, for counting. */
public enum Fault {
    CRASH,
    FREEZE,
    TAKE_OVER,
    HAND_OVER,
    CLOCK_JUMP,
    EVICTION,
    DATABASE_AWAY,
    CONNECTION_BROKEN,
    ANSWER_LOST,
    LATE_COMMIT,
    HALF_SENT,
    MESSAGE_LOST,
    MESSAGE_REPEATED,
    MESSAGE_DELAYED,
    CANCEL,
    TERMINATE,
    PAUSE,
    RETRY,
    COMPLETION,
    REWIND,
    FORK
}
