package io.dormouse.gateway;

import io.dormouse.gateway.http.StreamedAnswer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;

/** What happens to a workflow, told as it happens, as server-sent events (WHATWG HTML §9.2). */
final class WorkflowStream {
    private static final String MEDIA_TYPE = "text/event-stream";

    private final Vertx vertx;
    private final Services services;
    private final Leaving leaving;

    WorkflowStream(Vertx vertx, Services services, Leaving leaving) {
        this.vertx = vertx;
        this.services = services;
        this.leaving = leaving;
    }

    void bind(Api api) {
        api.stream("/api/v1/workflows/:id/stream", List.of(), MEDIA_TYPE, this::stream);
    }

    private Future<Void> stream(Exchange exchange, StreamedAnswer answer) {
        Optional<StreamPosition> seen = exchange.lastEventId().map(StreamPosition::parse);
        return new Follower(
                        vertx, services.workflows(exchange.caller().name()), exchange.path("id"), seen, answer, leaving)
                .follow();
    }
}
