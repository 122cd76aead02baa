package io.dormouse.adapter;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A row of the ledger as it was read.
 *
 * @param request the canonical JSON of what is asked
 * @param holder the number of the instance that holds it; 0 if none does
 * @param attempt 0 for a call that was cancelled before it came
 * @param holderIsGone whether the holder's lock was free, and so will be for ever
 * @param holderName the holder's part of its address
 */
public record LedgerRow(
        String key,
        String action,
        String digest,
        String request,
        String actor,
        State state,
        int holder,
        int attempt,
        Optional<JsonObject> expected,
        Optional<Outcome> outcome,
        boolean holderIsGone,
        Optional<String> holderName) {
    /** How far a call is. */
    public enum State {
        /** An attempt is being made, or was being made by an instance that is gone. */
        STARTED,
        /** The outcome stands. */
        DONE,
        /** Nobody can know the outcome; a person decides. */
        UNKNOWN,
        /** It was withdrawn before it came, and will do nothing when it comes. */
        CANCELLED
    }
}
