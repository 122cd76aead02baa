package io.dormouse.gateway;

import io.dormouse.contracts.Wire;
import io.dormouse.contracts.workflow.AwaitWorkflow;
import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.Started;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.contracts.workflow.WorkflowView;
import io.dormouse.gateway.audit.AuditLog;
import io.dormouse.gateway.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts workflows and, if asked to, waits for their end. */
final class WorkflowStart {
    private static final Logger log = LoggerFactory.getLogger(WorkflowStart.class);
    private static final Set<String> ENDS = Set.of("COMPLETED", "FAILED", "CANCELLED", "TERMINATED");
    private static final Duration MAX_WAIT = Duration.ofMinutes(5);
    private static final Duration LONG_POLL = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Vertx vertx;
    private final Services services;
    private final AuditLog audit;
    private final WorkflowIds ids = new WorkflowIds();

    WorkflowStart(Vertx vertx, Services services, AuditLog audit) {
        this.vertx = vertx;
        this.services = services;
        this.audit = audit;
    }

    void bind(Api api) {
        api.post("/api/v1/workflows/:name", List.of("version", "wait"), this::start);
    }

    private Future<Reply> start(Exchange exchange) {
        Optional<Duration> wait = exchange.query().duration("wait", MAX_WAIT);
        Optional<Integer> version =
                exchange.query().number("version", 1, Integer.MAX_VALUE).map(Long::intValue);
        // The id is made here and not by the service, so that a call whose answer was lost can be asked about and sent
        // again.
        String id = exchange.idempotencyKey().orElseGet(ids::next);
        StartWorkflow request = new StartWorkflow(exchange.path("name"), version, Optional.of(id), exchange.body());

        Map<String, Object> detail = new HashMap<>(Map.of("name", request.name()));
        version.ifPresent(number -> detail.put("version", number));
        WorkflowService workflows = services.workflows(exchange.caller().name(), id);
        return audit.write(exchange.audited("start", id, Wire.text(detail)))
                .compose(durable -> workflows.start(request))
                .compose(started ->
                        end(workflows, started.workflow(), wait, exchange).map(view -> reply(started, view)));
    }

    private static Reply reply(Started started, WorkflowView workflow) {
        if (!started.created()) return Reply.ok(workflow);
        String location = "/api/v1/workflows/" + URLEncoder.encode(workflow.id(), StandardCharsets.UTF_8);
        return new Reply(201, workflow, Map.of("Location", location));
    }

    private Future<WorkflowView> end(
            WorkflowService workflows, WorkflowView workflow, Optional<Duration> wait, Exchange exchange) {
        return wait.map(time -> awaitEnd(workflows, workflow, System.nanoTime() + time.toNanos(), exchange))
                .orElseGet(() -> Future.succeededFuture(workflow));
    }

    private Future<WorkflowView> awaitEnd(
            WorkflowService workflows, WorkflowView workflow, long deadline, Exchange exchange) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (ENDS.contains(workflow.status()) || left <= 0 || exchange.abandoned())
            return Future.succeededFuture(workflow);
        AwaitWorkflow request = new AwaitWorkflow(workflow.id(), Math.min(left, LONG_POLL.toMillis()));
        return workflows
                .awaitEnd(request)
                .recover(failure -> pauseAfter(failure, workflow, left))
                .compose(view -> awaitEnd(workflows, view, deadline, exchange));
    }

    /** The workflow is started, whatever becomes of the waiting: its owner may be moving, so it is asked for again. */
    private Future<WorkflowView> pauseAfter(Throwable failure, WorkflowView workflow, long left) {
        log.info("waiting for the end of workflow {} goes on after {}", workflow.id(), failure.getMessage());
        return vertx.timer(Math.min(left, PAUSE.toMillis()), TimeUnit.MILLISECONDS)
                .map(fired -> workflow);
    }
}
