package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Asks for entries of the journal of one run of a workflow.
 *
 * @param id the workflow's id
 * @param run which run; empty: the present one
 * @param from the first position, from 0
 * @param limit 1 to 1,000
 */
public record GetJournal(String id, Optional<Integer> run, long from, int limit) {
    /** Asks for the present run. */
    public GetJournal(String id, long from, int limit) {
        this(id, Optional.empty(), from, limit);
    }

    /** The form on the bus. */
    public static JsonObject toJson(GetJournal record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static GetJournal fromJson(JsonObject json) {
        return Wire.decode(json, GetJournal.class);
    }
}
