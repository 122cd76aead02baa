package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * Asks for entries of the journal of a workflow's present run.
 *
 * @param id the workflow's id
 * @param from the first position, from 0
 * @param limit 1 to 1,000
 */
public record GetJournal(String id, long from, int limit) {
    /** The form on the bus. */
    public static JsonObject toJson(GetJournal record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static GetJournal fromJson(JsonObject json) {
        return Wire.decode(json, GetJournal.class);
    }
}
