package io.dormouse.gateway;

import io.dormouse.contracts.workflow.PauseMatching;
import io.dormouse.contracts.workflow.ResumeMatching;
import io.dormouse.gateway.http.Fields;
import io.dormouse.gateway.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds all workflows that a filter finds, or lets them go on. */
final class Matching {
    private static final String EVERYTHING_THAT_MATCHES = "*";
    private static final int LONGEST_NAME = 300;

    private final Changes changes;

    Matching(Changes changes) {
        this.changes = changes;
    }

    void bind(Api api) {
        api.post("/api/v1/operations/pause", List.of(), exchange -> {
                    Filter filter = Filter.of(exchange);
                    PauseMatching request =
                            new PauseMatching(filter.name(), filter.status(), filter.tags(), filter.reason());
                    return make(exchange, "pauseMatching", PauseMatching.toJson(request));
                })
                .post("/api/v1/operations/resume", List.of(), exchange -> {
                    Filter filter = Filter.of(exchange);
                    ResumeMatching request =
                            new ResumeMatching(filter.name(), filter.status(), filter.tags(), filter.reason());
                    return make(exchange, "resumeMatching", ResumeMatching.toJson(request));
                });
    }

    private Future<Reply> make(Exchange exchange, String action, JsonObject request) {
        return changes.makeOnce(
                exchange,
                action,
                EVERYTHING_THAT_MATCHES,
                Map.of("matching", request),
                call -> call.services()
                        .match(action, request, call.actor(), call.key())
                        .map(Reply::ok));
    }

    private record Filter(
            Optional<String> name, Optional<String> status, Optional<Map<String, String>> tags, String reason) {
        static Filter of(Exchange exchange) {
            Fields fields = Fields.of(exchange.body(), List.of("name", "status", "tags", "reason"));
            return new Filter(
                    fields.text("name", LONGEST_NAME),
                    fields.oneOf("status", States.ALL),
                    Tags.in(fields),
                    Operations.reason(fields));
        }
    }
}
