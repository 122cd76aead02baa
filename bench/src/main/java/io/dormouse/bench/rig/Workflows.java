package io.dormouse.bench.rig;

import io.dormouse.contracts.KeyedCall;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.workflow.AwaitWorkflow;
import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.Started;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.contracts.workflow.WorkflowView;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/** The workflow service as clients ask it, over the bus. Any thread. */
public record Workflows(Vertx vertx) {
    private static final int LONGEST_WAIT_MILLIS = 10_000;

    /** Starts one under an id of one's own; completes when that is durable. */
    public Future<String> start(String name, String id, JsonObject input) {
        return start(name, Optional.of(id), UUID.randomUUID().toString(), input);
    }

    /** Starts one whose id follows from the key of the call; completes with it when that is durable. */
    public Future<String> startByKey(String name, String key, JsonObject input) {
        return start(name, Optional.empty(), key, input);
    }

    private Future<String> start(String name, Optional<String> id, String key, JsonObject input) {
        return ask("start", new StartWorkflow(name, Optional.empty(), id, input), key)
                .map(answer -> Wire.decode(answer, Started.class).workflow().id());
    }

    /** The result of a whole number that one completes with; fails if it ends in any other way, or not within ten seconds. */
    public Future<Integer> awaitNumber(String id) {
        return ask("awaitEnd", new AwaitWorkflow(id, LONGEST_WAIT_MILLIS), id).map(answer -> {
            WorkflowView end = Wire.decode(answer, WorkflowView.class);
            if (end.status().equals("COMPLETED") && end.result().orElse("") instanceof Integer number) return number;
            throw new IllegalStateException("a workflow did not complete: " + end);
        });
    }

    private Future<JsonObject> ask(String action, Object request, String key) {
        JsonObject body = new JsonObject().put("request", Wire.encode(request));
        return new KeyedCall(WorkflowService.ADDRESS, action, body, key, "bench")
                .send(vertx)
                .map(JsonObject.class::cast);
    }
}
