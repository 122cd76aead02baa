package io.dormouse.gateway;

import io.dormouse.contracts.workflow.SignalWorkflow;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.gateway.http.Reply;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends signals to workflows. */
final class Signals {
    private static final int LONGEST_NAME = 300;

    private final Changes changes;

    /** What was sent. @param signalId sent again with it, it is the same signal */
    private record Sent(String workflow, String signal, String signalId) {}

    Signals(Changes changes) {
        this.changes = changes;
    }

    void bind(Api api) {
        api.post("/api/v1/workflows/:id/signals/:signal", List.of(), this::send);
    }

    private Future<Reply> send(Exchange exchange) {
        String name = checkedName(exchange.path("signal"));
        String signalId = Changes.key(exchange);
        SignalWorkflow signal = new SignalWorkflow(exchange.path("id"), name, exchange.body(), Optional.of(signalId));
        return changes.make(
                        exchange,
                        "signal",
                        signal.id(),
                        Map.of("signal", name),
                        signalId,
                        workflows -> workflows.signal(signal))
                .map(durable -> new Reply(202, new Sent(signal.id(), name, signalId), Map.of()));
    }

    /** The name of a signal, if it can be one. */
    static String checkedName(String name) {
        if (name.length() <= LONGEST_NAME) return name;
        throw WorkflowFailure.ID_INVALID.exception(
                "The name of the signal is longer than %d characters; shorten it".formatted(LONGEST_NAME));
    }
}
