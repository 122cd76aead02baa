package io.dormouse.gateway;

import io.dormouse.contracts.workflow.AwaitWorkflow;
import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.Started;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.contracts.workflow.WorkflowView;
import io.dormouse.gateway.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts workflows and, if asked to, waits for their end. */
final class WorkflowStart {
    private static final Logger log = LoggerFactory.getLogger(WorkflowStart.class);
    private static final Duration MAX_WAIT = Duration.ofMinutes(5);
    private static final Duration LONG_POLL = Duration.ofSeconds(10);

    /** Most are over by then, and need no second question; shorter than the silence after which a start is asked again. */
    private static final Duration FIRST_POLL = Duration.ofMillis(1_500);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Vertx vertx;
    private final Changes changes;
    private final WorkflowIds ids;
    private final Leaving leaving;

    WorkflowStart(Vertx vertx, Changes changes, WorkflowIds ids, Leaving leaving) {
        this.vertx = vertx;
        this.changes = changes;
        this.ids = ids;
        this.leaving = leaving;
    }

    void bind(Api api) {
        api.post("/api/v1/workflows/:name", List.of("version", "wait", "signal", "tag"), this::start);
    }

    private Future<Reply> start(Exchange exchange) {
        Optional<Duration> wait = exchange.query().duration("wait", MAX_WAIT);
        // The id is made here and not by the service, so that a call whose answer was lost can be asked about and sent
        // again.
        String id = exchange.idempotencyKey().orElseGet(ids::next);
        StartWorkflow request = request(exchange, id);
        long deadline = System.nanoTime() + wait.orElse(Duration.ZERO).toNanos();

        Map<String, Object> detail = new HashMap<>(Map.of("name", request.name()));
        request.version().ifPresent(number -> detail.put("version", number));
        request.signal().ifPresent(signal -> detail.put("signal", signal.name()));
        return changes.make(
                exchange,
                "start",
                id,
                detail,
                id,
                workflows -> workflows
                        .start(wait.map(time -> request.waiting(firstPoll(time)))
                                .orElse(request))
                        .compose(started -> awaitEnd(workflows, started.workflow(), deadline, exchange)
                                .map(view -> reply(started, view))));
    }

    private static StartWorkflow request(Exchange exchange, String id) {
        Optional<StartBody> signalling =
                exchange.query().text("signal").map(name -> StartBody.of(exchange.body(), name));
        return new StartWorkflow(
                exchange.path("name"),
                exchange.query().number("version", 1, Integer.MAX_VALUE).map(Long::intValue),
                Optional.of(id),
                signalling.map(body -> (Object) body.input()).orElseGet(exchange::body),
                Tags.in(exchange.query()),
                signalling.map(StartBody::signal),
                Optional.empty());
    }

    private static Reply reply(Started started, WorkflowView workflow) {
        return started.created() ? Reply.created(workflow.id(), workflow) : Reply.ok(workflow);
    }

    private Duration firstPoll(Duration wait) {
        if (leaving.hasBegun()) return Duration.ZERO;
        return wait.compareTo(FIRST_POLL) < 0 ? wait : FIRST_POLL;
    }

    private Future<WorkflowView> awaitEnd(
            WorkflowService workflows, WorkflowView workflow, long deadline, Exchange exchange) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (States.ended(workflow) || left <= 0 || exchange.abandoned() || leaving.hasBegun())
            return Future.succeededFuture(workflow);
        AwaitWorkflow request = new AwaitWorkflow(workflow.id(), Math.min(left, LONG_POLL.toMillis()));
        Future<WorkflowView> asked =
                workflows.awaitEnd(request).recover(failure -> pauseAfter(failure, workflow, left));
        return leaving.until(asked, workflow).compose(view -> awaitEnd(workflows, view, deadline, exchange));
    }

    /** The workflow is started, whatever becomes of the waiting: its owner may be moving, so it is asked for again. */
    private Future<WorkflowView> pauseAfter(Throwable failure, WorkflowView workflow, long left) {
        log.info("waiting for the end of workflow {} goes on after {}", workflow.id(), failure.getMessage());
        return vertx.timer(Math.min(left, PAUSE.toMillis()), TimeUnit.MILLISECONDS)
                .map(fired -> workflow);
    }
}
