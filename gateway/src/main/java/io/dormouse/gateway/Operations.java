package io.dormouse.gateway;

import io.dormouse.contracts.workflow.CancelWorkflow;
import io.dormouse.contracts.workflow.CompleteCommand;
import io.dormouse.contracts.workflow.GivenFailure;
import io.dormouse.contracts.workflow.PauseWorkflow;
import io.dormouse.contracts.workflow.ResumeWorkflow;
import io.dormouse.contracts.workflow.RetryWorkflow;
import io.dormouse.contracts.workflow.TerminateWorkflow;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.contracts.workflow.WorkflowView;
import io.dormouse.gateway.http.Fields;
import io.dormouse.gateway.http.Problem;
import io.dormouse.gateway.http.Reply;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a person may do to one workflow while it runs. */
final class Operations {
    private static final int LONGEST_REASON = 10_000;
    private static final int LONGEST_TYPE = 300;

    private final Changes changes;

    private interface Order {
        Future<WorkflowView> give(WorkflowService workflows, String id, String reason);
    }

    Operations(Changes changes) {
        this.changes = changes;
    }

    void bind(Api api) {
        bind(api, "cancel", (workflows, id, reason) -> workflows.cancel(new CancelWorkflow(id, reason)));
        bind(api, "terminate", (workflows, id, reason) -> workflows.terminate(new TerminateWorkflow(id, reason)));
        bind(api, "pause", (workflows, id, reason) -> workflows.pause(new PauseWorkflow(id, reason)));
        bind(api, "resume", (workflows, id, reason) -> workflows.resume(new ResumeWorkflow(id, reason)));
        api.post("/api/v1/workflows/:id/retry", List.of(), this::retry)
                .post("/api/v1/workflows/:id/complete", List.of(), this::complete);
    }

    /** Why, for those who read it later; empty if nobody said. */
    static String reason(Fields fields) {
        return fields.text("reason", LONGEST_REASON).orElse("");
    }

    private void bind(Api api, String action, Order order) {
        api.post("/api/v1/workflows/:id/" + action, List.of(), exchange -> {
            String id = exchange.path("id");
            String reason = reason(Fields.of(exchange.body(), List.of("reason")));
            return make(exchange, action, id, Map.of("reason", reason), workflows -> order.give(workflows, id, reason));
        });
    }

    private Future<Reply> retry(Exchange exchange) {
        Fields fields = Fields.of(exchange.body(), List.of("reason", "seq"));
        RetryWorkflow request = new RetryWorkflow(exchange.path("id"), fields.count("seq"), reason(fields));
        return make(
                exchange,
                "retry",
                request.id(),
                Map.of("reason", request.reason(), "seq", request.seq()),
                workflows -> workflows.retry(request));
    }

    private Future<Reply> complete(Exchange exchange) {
        Fields fields = Fields.of(exchange.body(), List.of("run", "seq", "result", "failure", "reason"));
        Optional<GivenFailure> failure =
                fields.object("failure", List.of("type", "code", "message")).map(Operations::failure);
        if (fields.json("result").isPresent() == failure.isPresent())
            throw Problem.invalidRequest("Give either the field result, which may be null, or the field failure.")
                    .exception();
        // A null result cannot be told from none on the bus: without a failure it is meant.
        CompleteCommand request = new CompleteCommand(
                exchange.path("id"),
                fields.count("run").orElseThrow(() -> fields.missing("run")),
                fields.count("seq").orElseThrow(() -> fields.missing("seq")),
                fields.json("result").filter(result -> !result.isNull()).map(result -> result),
                failure,
                reason(fields));
        return make(
                exchange,
                "complete",
                request.id(),
                Map.of("run", request.run(), "seq", request.seq(), "reason", request.reason()),
                workflows -> workflows.complete(request));
    }

    private static GivenFailure failure(Fields fields) {
        return new GivenFailure(
                fields.text("type", LONGEST_TYPE)
                        .filter(type -> !type.isBlank())
                        .orElseThrow(() -> fields.missing("type")),
                fields.number("code", Integer.MIN_VALUE, Integer.MAX_VALUE)
                        .orElse(0L)
                        .intValue(),
                fields.text("message", LONGEST_REASON).orElseThrow(() -> fields.missing("message")));
    }

    private Future<Reply> make(
            Exchange exchange,
            String action,
            String id,
            Map<String, ?> detail,
            Function<WorkflowService, Future<WorkflowView>> change) {
        return changes.makeOnce(
                exchange,
                action,
                id,
                detail,
                call -> change.apply(call.workflows()).map(Reply::ok));
    }
}
