package io.dormouse.engine.journal;

import java.util.Optional;

/**
 * One thing that happened to a workflow. The journal of its entries is the workflow's state; everything else is derived.
 */
public sealed interface Entry {
    /** About how many characters of payload it has. */
    default int weight() {
        return switch (this) {
            case Started e -> e.input().length();
            case Called e -> 0;
            case Completed e -> e.outcome().weight();
            case Signalled e -> e.payload().length();
            case Cancelled e -> e.reason().length();
            case Finished e -> e.outcome().weight();
        };
    }

    /** Position 0: what was started, with what, by whom. */
    record Started(String name, int version, String input, String startedBy, Origin origin) implements Entry {}

    /**
     * A command was given. For a call this is committed before anything is sent; for a local step it is written only when the
     * step takes long, so that people see it; timers and events have rows of their own instead.
     *
     * @param seq the number of the command in program order
     * @param line the source line that gave it
     * @param digest of the request
     * @param key the idempotency key
     */
    record Called(int seq, Kind kind, String name, String line, String digest, String key) implements Entry {}

    /** A command came to its end. @param by who completed it, when a person did */
    record Completed(int seq, Kind kind, String name, String line, Outcome outcome, Optional<String> by)
            implements Entry {}

    /** A signal arrived; it is kept until it is asked for. @param signalId the same one twice is one */
    record Signalled(String signal, String payload, String signalId) implements Entry {}

    /** Somebody cancelled the workflow: an exception at its next await. */
    record Cancelled(String by, String reason) implements Entry {}

    /** The last of a run: the workflow ended. */
    record Finished(Outcome outcome) implements Entry {}
}
