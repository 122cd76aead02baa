package io.dormouse.bench;

import io.dormouse.contracts.KeyedCall;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.workflow.AwaitWorkflow;
import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.contracts.workflow.WorkflowView;
import io.dormouse.host.Database;
import io.dormouse.host.Members;
import io.dormouse.postgres.EmbeddedDatabase;
import io.dormouse.workflow.WorkflowServiceConfig;
import io.dormouse.workflow.WorkflowServiceVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** Durable local steps a second: workflows of ten steps, many at once, from the first start to the last end. */
final class Steps {
    private static final int STEPS = 10;
    private static final Duration YARDSTICK = Duration.ofSeconds(3);

    /** What was measured, in steps, commits and rows a second. */
    record Result(int workflows, double stepsPerSecond, double singleRowCommitsPerSecond, double bulkRowsPerSecond) {}

    private Steps() {}

    static Result measure(int atOnce, int rounds, int lanes) throws ExecutionException, InterruptedException {
        Vertx vertx = Vertx.vertx();
        EmbeddedDatabase.Schema schema = EmbeddedDatabase.durable().freshSchema("dormouse");
        Database database = new Database(
                schema.host(), schema.port(), schema.database(), schema.schema(), schema.user(), schema.password());
        String node = "bench-" + UUID.randomUUID();
        WorkflowServiceConfig config = new WorkflowServiceConfig(database, Optional.empty(), lanes, 10_000, true);
        join(vertx.deployVerticle(new WorkflowServiceVerticle(config, Members.alone(node, "workflow"))));

        PostgresLimits limits = new PostgresLimits(vertx, database);
        join(limits.prepare());
        double[] rates = new double[rounds];
        for (int warmUp = 0; warmUp < 3; warmUp++) round(vertx, atOnce);
        for (int i = 0; i < rounds; i++) rates[i] = round(vertx, atOnce);
        double single = join(limits.singleRowCommits(YARDSTICK));
        double bulk = join(limits.bulkRows(YARDSTICK));
        join(limits.close());
        join(vertx.close());
        Arrays.sort(rates);
        return new Result(atOnce, rates[rounds / 2], single, bulk);
    }

    /** One round: all are started at once, and it ends when the last of them has ended. */
    private static double round(Vertx vertx, int atOnce) throws ExecutionException, InterruptedException {
        long start = System.nanoTime();
        List<Future<WorkflowView>> ends = new ArrayList<>(atOnce);
        for (int i = 0; i < atOnce; i++) {
            String id = UUID.randomUUID().toString();
            StartWorkflow request = new StartWorkflow(
                    "bench-steps", Optional.empty(), Optional.of(id), new JsonObject().put("steps", STEPS));
            ends.add(call(vertx, "start", request)
                    .compose(started -> call(vertx, "awaitEnd", new AwaitWorkflow(id, 10_000)))
                    .map(end -> Wire.decode((JsonObject) end, WorkflowView.class)));
        }
        join(Future.all(ends));
        for (Future<WorkflowView> end : ends) {
            if (!end.result().status().equals("COMPLETED"))
                throw new IllegalStateException("a workflow did not complete: " + end.result());
        }
        return atOnce * (double) STEPS / ((System.nanoTime() - start) / 1e9);
    }

    private static Future<Object> call(Vertx vertx, String action, Object request) {
        JsonObject body = new JsonObject().put("request", Wire.encode(request));
        return new KeyedCall(
                        WorkflowService.ADDRESS, action, body, UUID.randomUUID().toString(), "bench")
                .send(vertx);
    }

    private static <T> T join(Future<T> future) throws ExecutionException, InterruptedException {
        return future.toCompletionStage().toCompletableFuture().get();
    }
}
