package io.dormouse.contracts.workflow;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/**
 * Resumes all paused workflows that a filter finds and that have not ended.
 *
 * @param name the definition's name; empty: all
 * @param status one of the states; empty: all
 * @param tags which they must have; empty: any
 * @param reason why, for those who read it later; may be empty
 */
public record ResumeMatching(
        Optional<String> name, Optional<String> status, Optional<Map<String, String>> tags, String reason) {
    /** The form on the bus. */
    public static JsonObject toJson(ResumeMatching record) {
        return Wire.encode(record);
    }

    /** From the form on the bus. */
    public static ResumeMatching fromJson(JsonObject json) {
        return Wire.decode(json, ResumeMatching.class);
    }
}
