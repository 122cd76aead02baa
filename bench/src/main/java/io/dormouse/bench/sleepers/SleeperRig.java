package io.dormouse.bench.sleepers;

import io.dormouse.bench.rig.Databases;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.Stored;
import io.dormouse.engine.store.WorkflowStore;
import io.dormouse.host.ClusterConfig;
import io.dormouse.host.ClusterMember;
import io.dormouse.host.Database;
import io.dormouse.workflow.cluster.Fence;
import io.dormouse.workflow.cluster.Partitions;
import io.dormouse.workflow.store.PgWorkflowStore;
import io.dormouse.workflow.store.WorkflowReads;
import io.dormouse.workflow.suspended.ClusterMaps;
import io.dormouse.workflow.suspended.MapLimits;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Two members over loopback in this JVM, a durable Postgres beside them, and workflows with journals of any length. */
final class SleeperRig {
    private static final int HEAVIEST_FLUSH = 5_000;

    final ClusterMember member;
    final ClusterMember other;
    final Pool pool;
    final WorkflowStore postgres;
    private final Context loop;

    SleeperRig() throws ExecutionException, InterruptedException {
        String cluster = "bench-" + UUID.randomUUID();
        member = join(
                ClusterMember.join(new ClusterConfig(cluster, "workflow", "127.0.0.1", 0, List.of("127.0.0.1:1"))));
        int port = member.hazelcast().getCluster().getLocalMember().getAddress().getPort();
        other = join(ClusterMember.join(
                new ClusterConfig(cluster, "workflow", "127.0.0.1", 0, List.of("127.0.0.1:" + port))));
        Database database = Databases.fresh();
        join(database.migrate(vertx()));
        pool = database.pool(vertx(), 8);
        join(pool.query("INSERT INTO node (name, view) VALUES ('bench', 0)").execute());
        loop = vertx().getOrCreateContext();
        postgres = join(onLoop(() -> Future.succeededFuture(new PgWorkflowStore(
                vertx(), database, pool, new Fence("bench"), () -> Future.failedFuture("nobody takes anything")))));
    }

    Vertx vertx() {
        return member.vertx();
    }

    /** The same store with the maps before it. @param latest so many entries are always read from Postgres */
    WorkflowStore withMaps(int latest) throws ExecutionException, InterruptedException {
        return join(onLoop(() -> ClusterMaps.of(vertx(), new MapLimits(latest))
                .map(maps -> maps.over(postgres, new WorkflowReads(pool)))));
    }

    /** So many workflows, each with so many entries of about 250 bytes. */
    List<String> make(WorkflowStore store, int workflows, int entries) throws ExecutionException, InterruptedException {
        List<String> ids = new ArrayList<>(workflows);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < workflows; i++) {
            String id = "sleeper-%d-%d-%s".formatted(entries, i, UUID.randomUUID());
            ids.add(id);
            parts.add(started(id, entries));
            if (parts.size() * entries >= HEAVIEST_FLUSH || i == workflows - 1) {
                flush(store, List.copyOf(parts));
                parts.clear();
            }
        }
        return ids;
    }

    void flush(WorkflowStore store, List<Part> parts) throws ExecutionException, InterruptedException {
        join(onLoop(() -> store.flush(parts)));
    }

    List<Stored> load(WorkflowStore store, List<String> ids) throws ExecutionException, InterruptedException {
        return join(onLoop(() -> store.load(ids)));
    }

    <T> Future<T> onLoop(Supplier<Future<T>> task) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(now -> task.get().onComplete(done));
        return done.future();
    }

    static <T> T join(Future<T> future) throws ExecutionException, InterruptedException {
        return future.toCompletionStage().toCompletableFuture().get();
    }

    private static Part started(String id, int entries) {
        Instant now = Instant.ofEpochSecond(1_800_000_000);
        List<Recorded> journal = new ArrayList<>(entries);
        journal.add(new Recorded(0, now, new Entry.Started("bench", 1, "{}", "bench", new Origin(1, id, 0))));
        for (int position = 1; position < entries; position++) {
            String json = "{\"server\":\"srv-%d\",\"address\":\"127.1.2.3\",\"text\":\"%s\"}"
                    .formatted(position, "x".repeat(120));
            journal.add(new Recorded(
                    position,
                    now,
                    new Entry.Completed(
                            position - 1,
                            Kind.RUN,
                            "step-" + position,
                            "Bench.java:" + position,
                            new Outcome.Success(json, null),
                            Optional.empty())));
        }
        Part.NewWorkflow row = new Part.NewWorkflow("bench", 1, "{}", "bench", Optional.empty(), Map.of());
        return part(id, now, Optional.of(row), journal, Optional.empty(), List.of());
    }

    static Part asleep(String id) {
        Part.RowChange change = new Part.RowChange(
                Status.WAITING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        return part(
                id, Instant.ofEpochSecond(1_800_000_001), Optional.empty(), List.of(), Optional.of(change), List.of());
    }

    static Part waits(String id, String key) {
        List<Part.WaiterRow> waiters = List.of(new Part.WaiterRow(0, key));
        return part(id, Instant.ofEpochSecond(1_800_000_001), Optional.empty(), List.of(), Optional.empty(), waiters);
    }

    void leavesMemory(WorkflowStore store, String id, String key) throws ExecutionException, InterruptedException {
        join(onLoop(() -> {
            store.leftMemory(id, Partitions.of(id), Map.of(0, key));
            return Future.succeededFuture();
        }));
    }

    private static Part part(
            String id,
            Instant at,
            Optional<Part.NewWorkflow> created,
            List<Recorded> entries,
            Optional<Part.RowChange> change,
            List<Part.WaiterRow> waiters) {
        return new Part(
                id,
                Partitions.of(id),
                0,
                at,
                created,
                entries,
                Optional.empty(),
                change,
                List.of(),
                waiters,
                List.of(),
                false,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }
}
