package io.dormouse.workflow.suspended;

import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Stored;
import io.dormouse.engine.store.WorkflowStore;
import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.dormouse.postgres.EmbeddedDatabase;
import io.dormouse.workflow.cluster.Fence;
import io.dormouse.workflow.cluster.Partitions;
import io.dormouse.workflow.store.PgWorkflowStore;
import io.dormouse.workflow.store.WorkflowReads;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The store over a Postgres of its own and over maps that do as they are told. */
final class StoreWithMaps implements AutoCloseable {
    /** Small, so that few entries are many. */
    static final int LATEST = 8;

    final FakeMap suspended = new FakeMap();
    final FakeMap events = new FakeMap();
    final Vertx vertx = ServiceVertx.alone();
    final Pool pool;
    private final Context context = vertx.getOrCreateContext();
    private final AtomicLong nanoTime = new AtomicLong();
    private final Database database;
    private WorkflowStore store;

    StoreWithMaps() {
        EmbeddedDatabase.Schema schema = EmbeddedDatabase.shared().freshSchema("dormouse");
        database = new Database(
                schema.host(), schema.port(), schema.database(), schema.schema(), schema.user(), schema.password());
        await(database.migrate(vertx));
        pool = database.pool(vertx, 4);
        await(pool.query("INSERT INTO node (name, view) VALUES ('a', 0)").execute());
        store = await(onLoop(() -> Future.succeededFuture(make())));
    }

    /** As on another node, which knows nothing of what this one has seen. */
    void startAnew() {
        store = await(onLoop(() -> Future.succeededFuture(make())));
    }

    private WorkflowStore make() {
        WorkflowReads reads = new WorkflowReads(pool);
        Patience patience = new Patience(context, nanoTime::get);
        JournalMap journals = new JournalMap(context, suspended.map(), patience);
        return new SuspendedStore(
                plain(vertx),
                reads,
                journals,
                new Sleepers(reads, journals, LATEST),
                new AwaitedEvents(new EventMap(context, events.map(), patience)),
                LATEST);
    }

    /** The store without any maps. */
    WorkflowStore plain(Vertx on) {
        return new PgWorkflowStore(on, database, pool, new Fence("a"), Future::succeededFuture);
    }

    void flush(Part part) {
        await(onLoop(() -> store.flush(List.of(part))));
    }

    /** Only its rows can wake it from now on. */
    void leavesMemory(String id, Map<Integer, String> awaited) {
        await(onLoop(() -> {
            store.leftMemory(id, Partitions.of(id), awaited);
            return Future.succeededFuture();
        }));
    }

    Stored load(String id) {
        return load(List.of(id)).getFirst();
    }

    List<Stored> load(Collection<String> ids) {
        return await(onLoop(() -> store.load(ids)));
    }

    Optional<JournalCopy> copy(String id) {
        return Optional.ofNullable(suspended.values.get(id)).flatMap(JournalBytes::decode);
    }

    void keep(String id, JournalCopy copy) {
        suspended.values.putAll(Map.of(id, JournalBytes.encode(copy)));
    }

    void awaitCopy(String id) {
        until(() -> copy(id).isPresent());
    }

    /** So much time has passed that a map which did not answer is asked again. */
    void isRested() {
        nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(1));
    }

    void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) throw new AssertionError("it has not come to pass");
            Thread.onSpinWait();
        }
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> task) {
        Promise<T> done = Promise.promise();
        context.runOnContext(now -> task.get().onComplete(done));
        return done.future();
    }

    static <T extends @Nullable Object> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(15, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }

    @Override
    public void close() {
        await(pool.close());
        await(vertx.close());
    }
}
