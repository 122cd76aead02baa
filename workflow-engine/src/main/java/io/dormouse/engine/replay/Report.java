package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Outcome;
import java.util.List;

/** What the thread of a workflow tells its owner. */
public sealed interface Report {
    /**
     * It waits for an entry.
     *
     * @param given commands to carry out, in program order
     * @param line where it waits
     * @param position the last entry that it has seen
     */
    record Parked(List<Command> given, String line, long position) implements Report {}

    /** The code has come to its end. */
    record Ended(Outcome outcome) implements Report {}

    /** The code and the journal do not fit: nothing may go on, nothing is lost. */
    record Stuck(Outcome.Failure why, String line) implements Report {}
}
