package io.dormouse.bench.steps;

import io.dormouse.bench.measure.Engine;
import io.dormouse.contracts.FreshKey;
import io.dormouse.contracts.KeyedCall;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.Started;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.contracts.workflow.WorkflowView;
import io.dormouse.host.Database;
import io.dormouse.host.Members;
import io.dormouse.workflow.WorkflowServiceConfig;
import io.dormouse.workflow.WorkflowServiceVerticle;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** Ours: one node alone above a Postgres, asked over the bus as every client asks it. */
final class DormouseEngine implements Engine {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Vertx vertx;

    private DormouseEngine(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Returns when the node is ready; it lives as long as this Vert.x. */
    static DormouseEngine start(Vertx vertx, Database database, int lanes)
            throws ExecutionException, InterruptedException {
        String node = "bench-" + UUID.randomUUID();
        WorkflowServiceConfig config = new WorkflowServiceConfig(database, Optional.empty(), lanes, 10_000, true);
        vertx.deployVerticle(new WorkflowServiceVerticle(config, Members.alone(node, "workflow")))
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        return new DormouseEngine(vertx);
    }

    @Override
    public CompletionStage<Integer> run() {
        StartWorkflow request = new StartWorkflow(
                "bench-steps", Optional.empty(), Optional.empty(), new JsonObject().put("steps", STEPS));
        JsonObject body = new JsonObject().put("request", Wire.encode(request.waiting(LONGEST_WAIT)));
        return new KeyedCall(WorkflowService.ADDRESS, "start", body, FreshKey.make(), "bench")
                .send(vertx)
                .map(started ->
                        sum(Wire.decode((JsonObject) started, Started.class).workflow()))
                .toCompletionStage();
    }

    private static int sum(WorkflowView end) {
        if (end.status().equals("COMPLETED") && end.result().orElse("") instanceof Integer sum) return sum;
        throw new IllegalStateException("a workflow did not complete: " + end);
    }
}
