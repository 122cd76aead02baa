package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Outcome;
import java.util.List;

/** What the thread of a workflow tells its owner. */
public sealed interface Report {
    /**
     * It waits for an entry.
     *
     * @param given commands to carry out, in program order
     * @param unwanted commands whose branch has lost: nobody will hear of them
     * @param changes names of changes of the code that are to be in force
     * @param facts what the author says about it now
     * @param line where it waits
     * @param position the last entry that it has seen
     */
    record Parked(
            List<Command> given, List<Unwanted> unwanted, List<String> changes, Facts facts, String line, long position)
            implements Report {}

    /**
     * The code has come to its end.
     *
     * @param byCancellation whether a cancellation ended it
     * @param unwanted as above
     */
    record Ended(Outcome outcome, boolean byCancellation, List<Unwanted> unwanted, Facts facts) implements Report {}

    /**
     * The run has come to its end, and another one goes on.
     *
     * @param input of the next run
     * @param untaken signals that nobody has taken, and a cancellation that no await has thrown
     * @param position the last entry that it has seen
     */
    record Continued(String input, List<Entry> untaken, long position, List<Unwanted> unwanted, Facts facts)
            implements Report {}

    /** The code and the journal do not fit: nothing may go on, nothing is lost. */
    record Stuck(Outcome.Failure why, String line) implements Report {}
}
