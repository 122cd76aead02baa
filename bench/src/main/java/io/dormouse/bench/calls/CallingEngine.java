package io.dormouse.bench.calls;

import io.dormouse.bench.measure.Engine;
import io.dormouse.contracts.KeyedCall;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.workflow.AwaitWorkflow;
import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.contracts.workflow.WorkflowView;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** Workflows of ten calls, started over the bus. A durable step is a call here: two entries, and a row of the ledger written twice. */
final class CallingEngine implements Engine {
    private static final int LONGEST_WAIT_MILLIS = 10_000;

    private final Vertx vertx;
    private final AtomicLong calls = new AtomicLong();

    CallingEngine(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public CompletionStage<Integer> run() {
        calls.addAndGet(STEPS);
        String id = UUID.randomUUID().toString();
        JsonObject input = new JsonObject().put("calls", STEPS);
        return send("start", new StartWorkflow("bench-calls", Optional.empty(), Optional.of(id), input))
                .compose(started -> send("awaitEnd", new AwaitWorkflow(id, LONGEST_WAIT_MILLIS)))
                .map(end -> sum(Wire.decode((JsonObject) end, WorkflowView.class)))
                .toCompletionStage();
    }

    private static int sum(WorkflowView end) {
        if (end.status().equals("COMPLETED") && end.result().orElse("") instanceof Integer sum) return sum;
        throw new IllegalStateException("a workflow did not complete: " + end);
    }

    private Future<Object> send(String action, Object request) {
        JsonObject body = new JsonObject().put("request", Wire.encode(request));
        String key = UUID.randomUUID().toString();
        return new KeyedCall(WorkflowService.ADDRESS, action, body, key, "bench").send(vertx);
    }

    /** How many calls its workflows have made when all of them have ended. */
    long calls() {
        return calls.get();
    }
}
