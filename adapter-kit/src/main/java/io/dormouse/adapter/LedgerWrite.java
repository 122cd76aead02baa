package io.dormouse.adapter;

import java.time.Duration;
import java.util.Optional;

/**
 * One change of one row of the ledger. Each is a statement with a condition; who was superseded finds out by it. Writes of one
 * transaction are of different keys.
 */
public sealed interface LedgerWrite {
    /** The row. */
    String key();

    /** About how much travels. */
    default int bytes() {
        return 64;
    }

    /**
     * A new row, unless the key has one, with its line in the audit.
     *
     * @param request its canonical JSON
     * @param holder the number of the instance that holds it; empty for a call that was cancelled before it came
     */
    record Insert(
            String key,
            String service,
            String action,
            String digest,
            String request,
            String actor,
            LedgerRow.State state,
            Optional<Integer> holder,
            int attempt)
            implements LedgerWrite {
        @Override
        public int bytes() {
            return request.length() + actor.length() + 200;
        }
    }

    /**
     * Takes a row over ({@code attempt + 1}, held by {@code me}), if it is {@code STARTED} and still as it was seen. The requests
     * of the old attempt left before its holder was gone: at the latest now, and at the latest 5 s after the holder was seen
     * last, for then it would have been ended. They have landed a request timeout later.
     */
    record Take(String key, int attempt, int holder, int me, Duration requestTimeout) implements LedgerWrite {}

    /** Gives a row to the new number of the instance that holds it, if nobody took it over in between. */
    record Move(String key, int attempt, int from, int to) implements LedgerWrite {}

    /** From here on this attempt may have sent something. Changes nothing if it is superseded or ended. */
    record Ask(String key, int attempt) implements LedgerWrite {}

    /** What a conditional change is based on. Changes nothing if the attempt is superseded or the call is done. */
    record Expect(String key, int attempt, String found) implements LedgerWrite {
        @Override
        public int bytes() {
            return found.length() + 64;
        }
    }

    /**
     * A superseded attempt may have left something after all: whoever holds the row has to look for so long. Changes nothing
     * while the call is not done, for then that follows from its outcome.
     */
    record Unsettle(String key, int attempt, Duration settle) implements LedgerWrite {}

    /**
     * The outcome, if this attempt is not superseded and the call is not done.
     *
     * @param state {@code DONE} with an outcome, {@code UNKNOWN} without
     * @param settle how long the surplus of other attempts may still appear
     */
    record Conclude(String key, int attempt, LedgerRow.State state, Optional<Outcome> outcome, Duration settle)
            implements LedgerWrite {
        @Override
        public int bytes() {
            return outcome.map(text -> text.json().length()).orElse(0) + 64;
        }
    }
}
