package io.dormouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What an entry of a journal says, on one line. Of types that are not known yet it says nothing. */
final class EntryText {
    private EntryText() {}

    static String of(JsonNode entry) {
        JsonNode body = entry.path("body");
        return switch (entry.path("type").asText()) {
            case "Started", "ContinuedAsNew" -> Json.text(body, "input").orElse("");
            case "Called", "Withdrawn" -> Json.text(body, "key").orElse("");
            case "Progressed" -> Json.text(body, "progress").orElse("");
            case "Completed", "Finished" -> outcome(body.path("outcome")) + by(body);
            case "Signalled" -> Json.text(body, "payload").orElse("");
            case "Rewound" -> "to " + body.path("to").asText() + reason(body) + by(body);
            case "Forked" ->
                "run %s to %s"
                                .formatted(
                                        body.path("run").asText(),
                                        body.path("to").asText())
                        + reason(body)
                        + by(body);
            case "Cancelled", "Paused", "Resumed", "Retried" ->
                (given(body, "reason").orElse("") + by(body)).strip();
            default -> "";
        };
    }

    private static String outcome(JsonNode outcome) {
        JsonNode failure = outcome.path("failure");
        if (failure.isObject())
            return "%s: %s"
                    .formatted(
                            failure.path("type").asText(),
                            failure.path("message").asText());
        return Json.text(outcome, "success").orElse("");
    }

    private static String reason(JsonNode body) {
        return given(body, "reason").map(": "::concat).orElse("");
    }

    private static String by(JsonNode body) {
        return given(body, "by").map(" (by %s)"::formatted).orElse("");
    }

    private static Optional<String> given(JsonNode body, String field) {
        return Json.text(body, field).filter(text -> !text.isEmpty());
    }
}
