package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Asks for whole journals of present runs, for replaying them elsewhere.
 *
 * @param unfinished only of workflows that have not ended
 * @param name the definition's name; empty: all
 * @param ids only these; empty: all
 * @param limit 1 to 100
 * @param cursor where the page before ended
 */
public record ListJournals(
        boolean unfinished, Optional<String> name, Optional<List<String>> ids, int limit, Optional<String> cursor) {
    /** The form on the bus. */
    public static JsonObject toJson(ListJournals record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static ListJournals fromJson(JsonObject json) {
        return Wire.decode(json, ListJournals.class);
    }
}
