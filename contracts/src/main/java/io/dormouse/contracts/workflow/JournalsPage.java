package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A page of journals.
 *
 * @param items the journals
 * @param next the cursor of the next page; empty on the last
 */
public record JournalsPage(List<WholeJournal> items, Optional<String> next) {
    /** The form on the bus. */
    public static JsonObject toJson(JournalsPage record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static JournalsPage fromJson(JsonObject json) {
        return Wire.decode(json, JournalsPage.class);
    }
}
