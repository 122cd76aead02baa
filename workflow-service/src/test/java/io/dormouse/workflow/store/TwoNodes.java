package io.dormouse.workflow.store;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.store.FlushFailedException;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.WorkflowHead;
import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.dormouse.postgres.EmbeddedDatabase;
import io.dormouse.workflow.cluster.Fence;
import io.dormouse.workflow.cluster.OwnershipTable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Two nodes over one Postgres: {@code a} owns partition 1, {@code b} may take it. */
final class TwoNodes implements AutoCloseable {
    static final int PARTITION = 1;

    final Vertx vertx = ServiceVertx.alone();
    final Database database;
    final Pool pool;
    final Pool byKey;
    final OwnershipTable table;
    final Fence fenceOfA = new Fence("a");
    final AtomicInteger rereads = new AtomicInteger();
    final PgWorkflowStore a;

    TwoNodes() {
        EmbeddedDatabase.Schema schema = EmbeddedDatabase.shared().freshSchema("dormouse");
        database = new Database(
                schema.host(), schema.port(), schema.database(), schema.schema(), schema.user(), schema.password());
        await(database.migrate(vertx));
        pool = Pools.lists(vertx, database, 6);
        byKey = Pools.byKey(vertx, database, 3);
        table = new OwnershipTable(pool);
        await(table.register("a", List.of()));
        await(table.register("b", List.of()));
        await(table.take("a", Optional.empty(), List.of(PARTITION)));
        a = new PgWorkflowStore(vertx, database, byKey, fenceOfA, () -> {
            rereads.incrementAndGet();
            return Future.succeededFuture();
        });
    }

    PgConnection connection() {
        return await(PgConnection.connect(vertx, database.connectOptions()));
    }

    /** Events, and where they ring those whose rows wait, beside whoever may wait in memory. */
    Events eventsThatRing(Promise<List<Events.Waiting>> sleepers) {
        return new Events(vertx, pool, (key, waiting) -> {
            if (!waiting.isEmpty()) sleepers.complete(waiting);
        });
    }

    static Part start(String id) {
        return starting(id, Optional.empty(), Map.of()).made();
    }

    static PartOf starting(String id, Optional<String> parent, Map<String, String> tags) {
        return PartOf.workflow(id)
                .created(new Part.NewWorkflow("test", 1, "null", "tester", parent, tags))
                .entry(0, started(id));
    }

    static Entry.Started started(String id) {
        return new Entry.Started("test", 1, "null", "tester", new Origin(1, id, 0));
    }

    static Recorded completed(long position, String json) {
        return PartOf.recorded(position, completed(json));
    }

    static Entry.Completed completed(String json) {
        return new Entry.Completed(0, Kind.RUN, "s", "X.java:1", new Outcome.Success(json, null), Optional.empty());
    }

    static Recorded finished(long position) {
        return PartOf.recorded(position, new Entry.Finished(Outcome.NOTHING));
    }

    static Part append(String id, Recorded... entries) {
        return appending(id, entries).made();
    }

    static Part append(String id, Status status, Recorded... entries) {
        return appending(id, entries).change(status).made();
    }

    private static PartOf appending(String id, Recorded... entries) {
        PartOf part = PartOf.workflow(id);
        for (Recorded recorded : entries) part.entry(recorded.position(), recorded.entry());
        return part;
    }

    FlushFailedException.Why failure(Future<?> flush) {
        try {
            await(flush);
        } catch (FlushFailedException e) {
            return e.why();
        }
        throw new AssertionError("the flush succeeded");
    }

    WorkflowHead head(String id) {
        return Objects.requireNonNull(await(a.heads(List.of(id))).get(id), id);
    }

    List<String> column(String sql) {
        List<String> values = new ArrayList<>();
        for (Row row : await(pool.query(sql).execute())) values.add(String.valueOf(row.getValue(0)));
        return values;
    }

    /** Looks until a backend other than one's own waits for a lock. */
    void untilSomebodyWaitsForALock() {
        untilTheyWaitForALock(1);
    }

    void untilTheyWaitForALock(int howMany) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (column("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type ="
                                + " 'Lock'")
                        .size()
                < howMany) {
            if (System.nanoTime() > deadline) throw new AssertionError("fewer wait for a lock than " + howMany);
        }
    }

    /** The process behind a connection dies in the middle of what it does. */
    void killBackendsThatWaitForALock() {
        await(pool.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND"
                        + " wait_event_type = 'Lock'")
                .execute());
    }

    void run(PgConnection connection, String sql, Object... parameters) {
        await(connection.preparedQuery(sql).execute(Tuple.wrap(List.of(parameters))));
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(15, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }

    @Override
    public void close() {
        await(byKey.close());
        await(pool.close());
        await(vertx.close());
    }
}
