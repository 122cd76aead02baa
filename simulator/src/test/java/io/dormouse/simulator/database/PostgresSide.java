package io.dormouse.simulator.database;

import io.dormouse.engine.store.WorkflowStore;
import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.dormouse.postgres.EmbeddedDatabase;
import io.dormouse.workflow.cluster.Fence;
import io.dormouse.workflow.cluster.OwnershipTable;
import io.dormouse.workflow.cluster.Ownerships;
import io.dormouse.workflow.store.PgWorkflowStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A real Postgres, through what the workflow service uses. */
final class PostgresSide extends Side {
    private final Vertx vertx = ServiceVertx.alone();
    private final Database database;
    private final Pool pool;
    private final OwnershipTable table;

    PostgresSide() {
        EmbeddedDatabase.Schema schema = EmbeddedDatabase.shared().freshSchema("dormouse");
        database = new Database(
                schema.host(), schema.port(), schema.database(), schema.schema(), schema.user(), schema.password());
        await(database.migrate(vertx));
        pool = database.pool(vertx, 4);
        table = new OwnershipTable(pool);
        open();
    }

    @Override
    <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }

    @Override
    Ownerships table() {
        return table;
    }

    @Override
    Future<Void> register(String node) {
        return table.register(node, List.of());
    }

    @Override
    WorkflowStore storeOf(Fence fence) {
        return onItsLoop(new PgWorkflowStore(vertx, database, pool, fence, Future::succeededFuture));
    }

    /** A store belongs to the loop of its owner, and is asked on it. */
    private WorkflowStore onItsLoop(WorkflowStore store) {
        Context loop = vertx.getOrCreateContext();
        return (WorkflowStore) Proxy.newProxyInstance(
                WorkflowStore.class.getClassLoader(),
                new Class<?>[] {WorkflowStore.class},
                (proxy, method, arguments) -> {
                    Promise<Object> answer = Promise.promise();
                    loop.runOnContext(now -> {
                        try {
                            ((Future<?>) method.invoke(store, arguments)).onComplete(answer::complete, answer::fail);
                        } catch (ReflectiveOperationException e) {
                            answer.fail(e);
                        }
                    });
                    return answer.future();
                });
    }

    @Override
    public void close() {
        await(pool.close());
        await(vertx.close());
    }
}
