package io.dormouse.gateway;

import io.dormouse.contracts.workflow.GetJournal;
import io.dormouse.contracts.workflow.GetWorkflow;
import io.dormouse.contracts.workflow.ListDefinitions;
import io.dormouse.contracts.workflow.ListWorkflows;
import io.dormouse.gateway.http.Reply;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** What can be started, what was, and what has happened to it. */
final class WorkflowReads {
    private final Services services;

    WorkflowReads(Services services) {
        this.services = services;
    }

    void bind(Api api) {
        api.get("/api/v1/definitions", List.of(), this::definitions)
                .get("/api/v1/workflows", List.of("status", "name", "tag", "limit", "cursor"), this::list)
                .get("/api/v1/workflows/:id", List.of(), this::get)
                .get("/api/v1/workflows/:id/journal", List.of("run", "limit", "cursor"), this::journal);
    }

    private Future<Reply> definitions(Exchange exchange) {
        return services.workflows(exchange.caller().name())
                .definitions(new ListDefinitions(Optional.empty()))
                .map(definitions -> Reply.page(definitions.items(), Optional.empty()));
    }

    private Future<Reply> list(Exchange exchange) {
        ListWorkflows request = new ListWorkflows(
                exchange.query().oneOf("status", States.ALL),
                exchange.query().text("name"),
                Tags.in(exchange.query()),
                exchange.query().limit(),
                exchange.query().text("cursor"));
        return services.workflows(exchange.caller().name())
                .list(request)
                .map(page -> Reply.page(page.items(), page.next()));
    }

    private Future<Reply> get(Exchange exchange) {
        return services.workflows(exchange.caller().name())
                .get(new GetWorkflow(exchange.path("id")))
                .map(Reply::ok);
    }

    private Future<Reply> journal(Exchange exchange) {
        long from = exchange.query().number("cursor", 0, Long.MAX_VALUE).orElse(0L);
        GetJournal request = new GetJournal(
                exchange.path("id"),
                exchange.query().number("run", 0, Integer.MAX_VALUE).map(Long::intValue),
                from,
                exchange.query().limit());
        return services.workflows(exchange.caller().name())
                .journal(request)
                .map(page -> Reply.page(page.items(), page.next()));
    }
}
