package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for a page of workflows, newest first.
 *
 * @param status one of the states; empty: all
 * @param name the definition's name; empty: all
 * @param tags which it must have; empty: any
 * @param limit 1 to 1,000
 * @param cursor where the page before ended
 */
public record ListWorkflows(
        Optional<String> status,
        Optional<String> name,
        Optional<Map<String, String>> tags,
        int limit,
        Optional<String> cursor) {
    /** Asks without regard to tags. */
    public ListWorkflows(Optional<String> status, Optional<String> name, int limit, Optional<String> cursor) {
        this(status, name, Optional.empty(), limit, cursor);
    }

    /** The form on the bus. */
    public static JsonObject toJson(ListWorkflows record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static ListWorkflows fromJson(JsonObject json) {
        return Wire.decode(json, ListWorkflows.class);
    }
}
