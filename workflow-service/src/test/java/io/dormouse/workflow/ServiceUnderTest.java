package io.dormouse.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.FailureCode;
import io.dormouse.contracts.KeyedCall;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.workflow.AwaitWorkflow;
import io.dormouse.contracts.workflow.EventView;
import io.dormouse.contracts.workflow.GetJournal;
import io.dormouse.contracts.workflow.GetWorkflow;
import io.dormouse.contracts.workflow.JournalEntry;
import io.dormouse.contracts.workflow.JournalPage;
import io.dormouse.contracts.workflow.SignalWorkflow;
import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.Started;
import io.dormouse.contracts.workflow.TriggerEvent;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.contracts.workflow.WorkflowView;
import io.dormouse.host.Database;
import io.dormouse.host.Members;
import io.dormouse.host.ServiceVertx;
import io.dormouse.postgres.EmbeddedDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import io.vertx.serviceproxy.ServiceExceptionMessageCodec;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A workflow service on a Postgres of its own; it can be killed and started again. */
final class ServiceUnderTest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final Database database;
    Vertx vertx = start();
    private Optional<Pool> pool = Optional.empty();
    private int warmLimit = 10_000;
    private Optional<Duration> retention = Optional.empty();

    ServiceUnderTest(Database database) {
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
        Vertx vertx = ServiceVertx.alone();
        vertx.eventBus().registerDefaultCodec(ServiceException.class, new ServiceExceptionMessageCodec());
        return vertx;
    }

    ServiceUnderTest keepWarm(int limit) {
        warmLimit = limit;
        return this;
    }

    ServiceUnderTest keepEnded(Duration retention) {
        this.retention = Optional.of(retention);
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
        WorkflowServiceConfig config =
                new WorkflowServiceConfig(database, Optional.empty(), 2, warmLimit, alone, retention);
        await(vertx.deployVerticle(new WorkflowServiceVerticle(config, Members.alone(node, "workflow"))));
        pool = Optional.of(database.pool(vertx, 2));
        return this;
    }

    Started start(String name, JsonObject input, String id) {
        StartWorkflow request = new StartWorkflow(name, Optional.empty(), Optional.of(id), input);
        return call("start", request, Started.class);
    }

    /** Starts it, and is answered when it has ended or after so long. */
    Started startWaiting(String name, JsonObject input, String id, Duration longest) {
        StartWorkflow request = new StartWorkflow(name, Optional.empty(), Optional.of(id), input);
        return call("start", request.waiting(longest), Started.class);
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
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            last = get(id);
        }
        return last;
    }

    <T> T call(String action, Object request, Class<T> answer) {
        return Wire.decode(ask(action, request, UUID.randomUUID().toString()), answer);
    }

    /** Asks with a key of its own, or with one that was used before. */
    JsonObject ask(String action, Object request, String key) {
        return (JsonObject) Objects.requireNonNull(send(action, request, key), action);
    }

    private @Nullable Object send(String action, Object request, String key) {
        return await(begin(action, request, key));
    }

    private Future<Object> begin(String action, Object request, String key) {
        JsonObject body = new JsonObject().put("request", Wire.encode(request));
        return new KeyedCall(WorkflowService.ADDRESS, action, body, key, "tester").send(vertx);
    }

    /** Sends a signal and does not wait for the answer. */
    Future<Object> sendSignal(String id, String name, String payload, String signalId) {
        return begin("signal", new SignalWorkflow(id, name, payload, Optional.of(signalId)), signalId);
    }

    /** Looks until a backend waits for a lock. */
    void awaitThatSomebodyWaitsForALock() {
        pool = Optional.of(database.pool(vertx, 2));
        awaitCount(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
                1);
    }

    /** One that sleeps until the event {@code event-of-<id>} comes. */
    void startSleeper(String id) {
        start("wait-for-event", new JsonObject().put("name", id), id);
        awaitThat(id, view -> view.status().equals("WAITING"));
    }

    /** The types of the entries of its present run. */
    List<String> types(String id) {
        return journal(id).stream().map(JournalEntry::type).toList();
    }

    /** The first entry of a type in its present run. */
    JournalEntry entry(String id, String type) {
        return journal(id).stream()
                .filter(entry -> entry.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    static void assertRefused(FailureCode failure, Runnable order) {
        assertThatThrownBy(order::run)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        refusal -> assertThat(refusal.failureCode())
                                .as(refusal.getMessage())
                                .isEqualTo(failure.code()));
    }

    void signal(String id, String name, String payload, String signalId) {
        send("signal", new SignalWorkflow(id, name, payload, Optional.of(signalId)), signalId);
    }

    /** What somebody did to a workflow, as the audit tells it. */
    List<String> audit(String id) {
        List<String> rows = new ArrayList<>();
        await(pool().preparedQuery("SELECT actor || ' ' || action FROM audit WHERE target = $1 ORDER BY at")
                        .execute(Tuple.of(id)))
                .forEach(row -> rows.add(row.getString(0)));
        return rows;
    }

    Pool pool() {
        return pool.orElseThrow();
    }

    /** Looks until a count is as wanted. */
    void awaitCount(String sql, long wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (count(sql) != wanted) {
            if (System.nanoTime() > deadline) throw new AssertionError("still %d: %s".formatted(count(sql), sql));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    long count(String sql) {
        return await(pool().query(sql).execute()).iterator().next().getLong(0);
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

    Future<Void> beginClose() {
        return vertx.close();
    }

    @Override
    public void close() {
        await(beginClose());
    }
}
