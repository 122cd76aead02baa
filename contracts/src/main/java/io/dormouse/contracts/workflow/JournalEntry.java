package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * One entry of a journal.
 *
 * @param position its place, from 0, without a gap
 * @param type {@code Started}, {@code Called}, {@code Completed} …
 * @param at when it was written, by the database's clock
 * @param seq the command it belongs to
 * @param name what was called
 * @param line the source line that asked for it
 * @param body the rest of it, by type
 */
public record JournalEntry(
        long position,
        String type,
        Instant at,
        Optional<Integer> seq,
        Optional<String> name,
        Optional<String> line,
        JsonObject body) {
    /** The form on the bus. */
    public static JsonObject toJson(JournalEntry record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static JournalEntry fromJson(JsonObject json) {
        return Wire.decode(json, JournalEntry.class);
    }
}
