package io.dormouse.chaos.promise;

/** What a client can ask for that changes something. */
public enum Deed {
    /** Starts a workflow, perhaps with a first signal. */
    START,
    /** Sends a signal to a workflow. */
    SIGNAL,
    /** Decides what people are asked. */
    DECIDE,
    /** Gives an event its value. */
    TRIGGER,
    /** Cancels a workflow. */
    CANCEL,
    /** Holds a workflow. */
    PAUSE,
    /** Lets a workflow go on. */
    RESUME
}
