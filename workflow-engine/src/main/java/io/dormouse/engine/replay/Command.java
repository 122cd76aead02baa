package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Outcome;
import java.util.Optional;

/**
 * Something durable that a workflow asked for.
 *
 * @param seq its number in program order
 * @param name what it is called in the journal
 * @param line the source line that gave it
 * @param request what has to be done
 * @param recorded whether its {@code Called} entry is in the journal already
 * @param mayHaveLeft whether it may have left before: it is recorded, or was under way before a rewind
 * @param origin what its key derives from
 * @param progress how far a step had come, as JSON
 * @param reading tries whether the code can read a result
 */
public record Command(
        int seq,
        Kind kind,
        String name,
        String line,
        Request request,
        boolean recorded,
        boolean mayHaveLeft,
        Origin origin,
        Optional<String> progress,
        Reading reading) {
    /** Reads a result only to see whether it can be read. */
    @FunctionalInterface
    public interface Reading {
        /** Fails if the code cannot read the result. */
        void attempt(Outcome.Success result) throws Exception;
    }

    /** Its idempotency key. */
    public String key() {
        return origin.key(seq);
    }
}
