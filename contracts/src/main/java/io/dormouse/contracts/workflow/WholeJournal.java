package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A journal with what is needed to replay it.
 *
 * @param id the workflow's id
 * @param name the definition's name
 * @param version the definition's version
 * @param status its state when it was read
 * @param run which run this is
 * @param entries all of it, in order
 */
public record WholeJournal(String id, String name, int version, String status, int run, List<JournalEntry> entries) {
    /** The form on the bus. */
    public static JsonObject toJson(WholeJournal record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static WholeJournal fromJson(JsonObject json) {
        return Wire.decode(json, WholeJournal.class);
    }
}
