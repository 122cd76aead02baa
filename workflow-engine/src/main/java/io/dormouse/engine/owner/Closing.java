package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.replay.Facts;
import io.dormouse.engine.store.Status;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;

/** How a run comes to its end. The entry that says so is the last of its journal. */
sealed interface Closing {
    /** The workflow ends. @param by who ended it, when a person did */
    record End(Outcome outcome, Status status, Optional<String> by) implements Closing {}

    /**
     * The next run begins with another input.
     *
     * @param untaken signals up to a position that nobody has taken, and a cancellation that no await has thrown
     * @param seenUpTo that position
     * @param origin of the next run
     */
    record NextInput(String input, List<Entry> untaken, long seenUpTo, Origin origin, Facts facts) implements Closing {}

    /**
     * The next run goes on from a position of this one.
     *
     * @param journal what was committed when it was read
     * @param to the last entry that is kept
     * @param next what the new keys and random values derive from
     */
    record Rewind(List<Recorded> journal, long to, Origin next, String by, String reason, Promise<Copied> answer)
            implements Closing {}
}
