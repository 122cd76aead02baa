package io.dormouse.gateway;

import io.dormouse.contracts.workflow.ForkWorkflow;
import io.dormouse.contracts.workflow.ForkedWorkflow;
import io.dormouse.contracts.workflow.RewindWorkflow;
import io.dormouse.gateway.http.Fields;
import io.dormouse.gateway.http.Reply;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes workflows back to a position of their journals: in place, or as a workflow of its own. */
final class TimeTravel {
    private final Changes changes;
    private final WorkflowIds ids;

    TimeTravel(Changes changes, WorkflowIds ids) {
        this.changes = changes;
        this.ids = ids;
    }

    void bind(Api api) {
        api.post("/api/v1/workflows/:id/rewind", List.of(), this::rewind)
                .post("/api/v1/workflows/:id/fork", List.of(), this::fork);
    }

    private Future<Reply> rewind(Exchange exchange) {
        Fields fields = Fields.of(exchange.body(), List.of("position", "reason"));
        RewindWorkflow request = new RewindWorkflow(exchange.path("id"), position(fields), Operations.reason(fields));
        return changes.makeOnce(
                exchange,
                "rewind",
                request.id(),
                Map.of("position", request.position(), "reason", request.reason()),
                call -> call.workflows().rewind(request).map(Reply::ok));
    }

    private Future<Reply> fork(Exchange exchange) {
        Fields fields = Fields.of(exchange.body(), List.of("position", "run", "reason"));
        // As with a start: made here, so that a call whose answer was lost can be sent again.
        String id = exchange.idempotencyKey().orElseGet(ids::next);
        ForkWorkflow request = new ForkWorkflow(
                exchange.path("id"), fields.count("run"), position(fields), Optional.of(id), Operations.reason(fields));
        return changes.make(
                        exchange,
                        "fork",
                        request.id(),
                        Map.of("position", request.position(), "run", request.run(), "reason", request.reason()),
                        id,
                        workflows -> workflows.fork(request))
                .map(TimeTravel::reply);
    }

    private static Reply reply(ForkedWorkflow forked) {
        return forked.created() ? Reply.created(forked.workflow().id(), forked) : Reply.ok(forked);
    }

    private static long position(Fields fields) {
        return fields.number("position", 0, Long.MAX_VALUE).orElseThrow(() -> fields.missing("position"));
    }
}
