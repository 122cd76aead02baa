package io.dormouse.engine.journal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that happened to a workflow. The journal of its entries is the workflow's state; everything else is derived.
 */
public sealed interface Entry {
    /** About how many characters of payload it has. */
    default int weight() {
        return switch (this) {
            case Started e -> e.input().length();
            case Completed e -> e.outcome().weight();
            case Progressed e -> e.progress().length();
            case Signalled e -> e.payload().length();
            case Finished e -> e.outcome().weight();
            case ContinuedAsNew e -> e.input().length();
            default -> 0;
        };
    }

    /**
     * Position 0: what was started, with what, by whom.
     *
     * @param parent the workflow whose child it is
     * @param tags what the starter says to find it by
     */
    record Started(
            String name,
            int version,
            String input,
            String startedBy,
            Origin origin,
            Optional<String> parent,
            Map<String, String> tags)
            implements Entry {
        /** A start of its own. */
        public Started(String name, int version, String input, String startedBy, Origin origin) {
            this(name, version, input, startedBy, origin, Optional.empty(), Map.of());
        }
    }

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

    /** How far a long step had come. @param progress JSON that the next attempt of the step may ask for */
    record Progressed(int seq, String progress) implements Entry {}

    /** A command came to its end. @param by who completed it, when a person did */
    record Completed(int seq, Kind kind, String name, String line, Outcome outcome, Optional<String> by)
            implements Entry {}

    /** A call that may have been sent is withdrawn, because its branch has lost: it has no outcome, and its key is used up. */
    record Withdrawn(int seq, String key) implements Entry {}

    /** A signal arrived; it is kept until it is asked for. @param signalId the same one twice is one */
    record Signalled(String signal, String payload, String signalId) implements Entry {}

    /** Somebody cancelled the workflow: an exception at its next await. */
    record Cancelled(String by, String reason) implements Entry {}

    /** The change of the code with this name is in force from here. */
    record Changed(String change) implements Entry {}

    /** Somebody holds the workflow: what comes after this is delivered only when it is resumed. */
    record Paused(String by, String reason) implements Entry {}

    /** Somebody lets it go on. */
    record Resumed(String by, String reason) implements Entry {}

    /** Somebody had a failing command tried at once. @param seq which; empty: all that failed */
    record Retried(Optional<Integer> seq, String by, String reason) implements Entry {}

    /**
     * Somebody took the workflow back. The last entry of the old run, and in the new one the entry behind what was kept.
     *
     * @param to the last entry that was kept
     * @param carried commands of the old run that were under way, by their numbers: given again, they keep their keys
     * @param renewed commands that were given before and whose calls have been withdrawn since: they get new keys
     * @param next what the keys and random values of all other commands from here on derive from
     */
    record Rewound(long to, Map<Integer, Carried> carried, Set<Integer> renewed, Origin next, String by, String reason)
            implements Entry {}

    /**
     * What comes before was copied from another workflow, what comes after is this one's own.
     *
     * @param from the id of the other workflow
     * @param run its run
     * @param to the last entry that was copied
     * @param next what the keys and random values of the commands from here on, and of those without outcome, derive from
     */
    record Forked(String from, int run, long to, Origin next, String by, String reason) implements Entry {}

    /** The last of a run: another one goes on with this input. */
    record ContinuedAsNew(String input) implements Entry {}

    /** The last of a run: the workflow ended. @param by who ended it, when a person did */
    record Finished(Outcome outcome, Optional<String> by) implements Entry {
        /** It ended by itself. */
        public Finished(Outcome outcome) {
            this(outcome, Optional.empty());
        }
    }

    /**
     * A command that was under way when its workflow was taken back.
     *
     * @param digest of its request, as its {@code Called} has it
     * @param origin what its key derives from
     */
    record Carried(Kind kind, String name, String digest, Origin origin) {}
}
