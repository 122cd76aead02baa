package io.dormouse.workflow;

import io.dormouse.contracts.KeyedCall;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.workflow.AwaitWorkflow;
import io.dormouse.contracts.workflow.EventView;
import io.dormouse.contracts.workflow.GetJournal;
import io.dormouse.contracts.workflow.GetWorkflow;
import io.dormouse.contracts.workflow.JournalEntry;
import io.dormouse.contracts.workflow.JournalPage;
import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.Started;
import io.dormouse.contracts.workflow.TriggerEvent;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.contracts.workflow.WorkflowView;
import io.dormouse.host.Database;
import io.dormouse.postgres.EmbeddedDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import io.vertx.serviceproxy.ServiceExceptionMessageCodec;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A workflow service on a Postgres of its own; it can be killed and started again. */
final class ServiceUnderTest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final Database database;
    Vertx vertx = start();
    private Optional<Pool> pool = Optional.empty();
    private int warmLimit = 10_000;

    private ServiceUnderTest(Database database) {
        this.database = database;
    }

    /** Another node on the same database, on a bus of its own: the two cannot hear each other. */
    ServiceUnderTest otherNode() {
        return new ServiceUnderTest(database);
    }

    ServiceUnderTest() {
        EmbeddedDatabase.Schema schema = EmbeddedDatabase.shared().freshSchema("dormouse");
        database = new Database(
                schema.host(), schema.port(), schema.database(), schema.schema(), schema.user(), schema.password());
    }

    private static Vertx start() {
        Vertx vertx = Vertx.vertx();
        vertx.eventBus().registerDefaultCodec(ServiceException.class, new ServiceExceptionMessageCodec());
        return vertx;
    }

    ServiceUnderTest keepWarm(int limit) {
        warmLimit = limit;
        return this;
    }

    /** Takes what is free. */
    ServiceUnderTest up() {
        return up(false);
    }

    /** Takes everything, whoever has it. */
    ServiceUnderTest upAndTakeOver() {
        return up(true);
    }

    private ServiceUnderTest up(boolean alone) {
        String node = "node-" + UUID.randomUUID();
        WorkflowServiceConfig config = new WorkflowServiceConfig(database, Optional.empty(), 2, warmLimit, alone);
        await(vertx.deployVerticle(new WorkflowServiceVerticle(config, node, () -> List.of(node))));
        pool = Optional.of(database.pool(vertx, 2));
        return this;
    }

    Started start(String name, JsonObject input, String id) {
        StartWorkflow request = new StartWorkflow(name, Optional.empty(), Optional.of(id), input);
        return call("start", request, Started.class);
    }

    WorkflowView awaitEnd(String id) {
        return call("awaitEnd", new AwaitWorkflow(id, 10_000), WorkflowView.class);
    }

    WorkflowView get(String id) {
        return call("get", new GetWorkflow(id), WorkflowView.class);
    }

    List<JournalEntry> journal(String id) {
        return call("journal", new GetJournal(id, 0, 1_000), JournalPage.class).items();
    }

    EventView trigger(String key, Object value) {
        return call("trigger", new TriggerEvent(key, value), EventView.class);
    }

    /** Looks until the workflow is as wanted. */
    WorkflowView awaitThat(String id, Predicate<WorkflowView> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        WorkflowView last = get(id);
        while (!wanted.test(last)) {
            if (System.nanoTime() > deadline) throw new AssertionError("still " + last);
            Thread.onSpinWait();
            last = get(id);
        }
        return last;
    }

    <T> T call(String action, Object request, Class<T> answer) {
        return callAs("tester", action, request, answer);
    }

    <T> T callAs(String actor, String action, Object request, Class<T> answer) {
        JsonObject body = new JsonObject().put("request", Wire.encode(request));
        KeyedCall call = new KeyedCall(
                WorkflowService.ADDRESS, action, body, UUID.randomUUID().toString(), actor);
        return Wire.decode((JsonObject) await(call.send(vertx)), answer);
    }

    long count(String sql) {
        return await(pool.orElseThrow().query(sql).execute()).iterator().next().getLong(0);
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw new CompletionException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
