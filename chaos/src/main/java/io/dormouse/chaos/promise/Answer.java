package io.dormouse.chaos.promise;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * The answer that ended the asking: an acknowledgement, or a refusal for a reason.
 *
 * @param status of HTTP
 * @param body as it came
 * @param at when it had come
 * @param tries how often it was asked for, this time included
 */
public record Answer(int status, JsonNode body, Instant at, int tries) {
    /** Whether what was asked for is promised. */
    public boolean isAcknowledged() {
        return status / 100 == 2;
    }

    /** The code of a refusal; empty for an acknowledgement. */
    public String code() {
        return isAcknowledged() ? "" : body.path("code").asText();
    }
}
