package io.dormouse.gateway;

import io.dormouse.contracts.workflow.TriggerEvent;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.gateway.http.Reply;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Gives events their values, so that whoever waits for them wakes. */
final class Events {
    /** What is decided goes through the approvals, and how a child ended only the engine knows. */
    private static final List<String> RESERVED = List.of("approval:", "child:");

    private static final int MAX_KEY = 300;

    private final Changes changes;

    Events(Changes changes) {
        this.changes = changes;
    }

    void bind(Api api) {
        api.post("/api/v1/events/:key", List.of(), this::trigger);
    }

    private Future<Reply> trigger(Exchange exchange) {
        TriggerEvent request = new TriggerEvent(allowed(exchange.path("key")), exchange.body());
        return changes.make(
                        exchange,
                        "trigger",
                        request.event(),
                        Map.of(),
                        Changes.key(exchange),
                        workflows -> workflows.trigger(request))
                .map(Reply::ok);
    }

    /** The key of an event, if others than the system may trigger it. */
    static String allowed(String event) {
        if (event.length() > MAX_KEY) {
            throw WorkflowFailure.ID_INVALID.exception(
                    "The key of the event is longer than %d characters; shorten it".formatted(MAX_KEY));
        }
        for (String prefix : RESERVED) {
            if (event.startsWith(prefix)) {
                throw WorkflowFailure.KEY_RESERVED.exception(
                        "Events whose key begins with %s belong to the system; approvals are decided at /api/v1/approvals"
                                .formatted(prefix));
            }
        }
        return event;
    }
}
