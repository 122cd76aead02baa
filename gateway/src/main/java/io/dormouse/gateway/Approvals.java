package io.dormouse.gateway;

import io.dormouse.contracts.Wire;
import io.dormouse.contracts.approval.DecideApproval;
import io.dormouse.contracts.approval.GetApproval;
import io.dormouse.contracts.approval.ListApprovals;
import io.dormouse.contracts.approval.Verdict;
import io.dormouse.gateway.audit.AuditLog;
import io.dormouse.gateway.http.Fields;
import io.dormouse.gateway.http.Reply;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Who waits for whom, and the decisions that end it. */
final class Approvals {
    private static final int MAX_COMMENT = 10_000;

    private final Services services;
    private final AuditLog audit;

    Approvals(Services services, AuditLog audit) {
        this.services = services;
        this.audit = audit;
    }

    void bind(Api api) {
        api.get("/api/v1/approvals", List.of("state", "limit", "cursor"), this::list)
                .get("/api/v1/approvals/:id", List.of(), this::get)
                .post("/api/v1/approvals/:id/decision", List.of(), this::decide);
    }

    private Future<Reply> list(Exchange exchange) {
        ListApprovals request = new ListApprovals(
                exchange.query().oneOf("state", List.of("PENDING", "APPROVED", "REJECTED", "WITHDRAWN")),
                exchange.query().limit(),
                exchange.query().text("cursor"));
        return services.approvals(exchange.caller().name())
                .list(request)
                .map(page -> Reply.page(page.items(), page.next()));
    }

    private Future<Reply> get(Exchange exchange) {
        return services.approvals(exchange.caller().name())
                .get(new GetApproval(exchange.path("id")))
                .map(Reply::ok);
    }

    private Future<Reply> decide(Exchange exchange) {
        Fields fields = Fields.of(exchange.body(), List.of("decision", "comment"));
        DecideApproval decision = new DecideApproval(
                exchange.path("id"),
                fields.oneOf("decision", Verdict.class),
                fields.text("comment", MAX_COMMENT).orElse(""),
                exchange.caller().groups());
        String actor = exchange.caller().name();
        String key = BridgedCalls.ledgerKey(actor, Changes.key(exchange));
        String detail = Wire.text(Map.of("decision", decision.decision(), "comment", decision.comment(), "key", key));
        return audit.write(exchange.audited("decide", decision.id(), detail))
                .compose(durable -> services.decide(decision, actor, key))
                .map(Reply::ok);
    }
}
