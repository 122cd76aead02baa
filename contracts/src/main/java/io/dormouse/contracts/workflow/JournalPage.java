package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A part of a journal.
 *
 * @param items the entries, in order
 * @param next the position to go on from; empty at the end
 */
public record JournalPage(List<JournalEntry> items, Optional<Long> next) {
    /** The form on the bus. */
    public static JsonObject toJson(JournalPage record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static JournalPage fromJson(JsonObject json) {
        return Wire.decode(json, JournalPage.class);
    }
}
