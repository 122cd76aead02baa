package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * A failure that a person gives.
 *
 * @param type its name: a code that the contract declares, or the class of an exception
 * @param code the number of that code; 0 if there is none
 * @param message the sentence
 */
public record GivenFailure(String type, int code, String message) {
    /** The form on the bus. */
    public static JsonObject toJson(GivenFailure record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static GivenFailure fromJson(JsonObject json) {
        return Wire.decode(json, GivenFailure.class);
    }
}
