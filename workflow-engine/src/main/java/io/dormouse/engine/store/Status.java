package io.dormouse.engine.store;

/** The states of a workflow, as they stand in its row. */
public enum Status {
    /** A step or a call is in progress. Loaded when a node starts or takes over. */
    RUNNING,
    /** Sleeps on events, signals or timers only. Stays asleep until something wakes it. */
    WAITING,
    /** An operator holds it. */
    PAUSED,
    /** Its code and its journal do not fit; nothing is lost. */
    STUCK,
    /** Ended with a result. */
    COMPLETED,
    /** Ended with a failure. */
    FAILED,
    /** Ended because somebody cancelled it. */
    CANCELLED,
    /** Ended by an operator without being asked. */
    TERMINATED;

    /** Whether nothing can happen to it any more. */
    public boolean isEnd() {
        return compareTo(COMPLETED) >= 0;
    }
}
