package io.dormouse.workflow.store;

import io.dormouse.engine.store.Addressee;
import io.dormouse.engine.store.FlushFailedException;
import io.dormouse.engine.store.FlushFailedException.Why;
import io.dormouse.engine.store.Outline;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Stored;
import io.dormouse.engine.store.WorkflowHead;
import io.dormouse.engine.store.WorkflowStore;
import io.dormouse.host.Database;
import io.dormouse.host.Insistence;
import io.dormouse.workflow.cluster.Fence;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store of one owner on Postgres. Flushes go through a connection of their own, each as one statement. Reads go through a
 * pool.
 */
public final class PgWorkflowStore implements WorkflowStore {
    private static final Logger log = LoggerFactory.getLogger(PgWorkflowStore.class);
    private static final long PAUSE_MILLIS = 300;

    /** A Postgres that has vanished without a word is as good as a broken connection after so long. */
    private static final long PATIENCE_MILLIS = 10_000;

    private final Vertx vertx;
    private final Database database;
    private final WorkflowReads reads;
    private final Pool pool;
    private final Fence fence;
    private final Supplier<Future<Void>> rereadOwnership;
    private @Nullable FlushConnection connection;

    /** @param rereadOwnership what to do when the fence shows that something was taken from this node */
    public PgWorkflowStore(
            Vertx vertx, Database database, Pool pool, Fence fence, Supplier<Future<Void>> rereadOwnership) {
        this.vertx = vertx;
        this.pool = pool;
        this.fence = fence;
        this.rereadOwnership = rereadOwnership;
        this.reads = new WorkflowReads(pool);
        this.database = database;
    }

    @Override
    public Future<Void> flush(List<Part> parts) {
        // The view under which it was cut: one that is newer by the time the connection is there knows nothing of what
        // was lost.
        long view = fence.view();
        return connected().compose(open -> send(open, view, parts));
    }

    private Future<FlushConnection> connected() {
        FlushConnection open = connection;
        if (open != null) return Future.succeededFuture(open);
        return FlushConnection.open(vertx, database, Pools.BY_KEY, PATIENCE_MILLIS)
                .onSuccess(fresh -> {
                    connection = fresh;
                    fresh.onClose(() -> {
                        if (connection == fresh) connection = null;
                    });
                })
                .recover(failure -> Future.failedFuture(new FlushFailedException(
                        Why.UNAVAILABLE, "Postgres cannot be reached: " + failure.getMessage(), failure)));
    }

    private Future<Void> send(FlushConnection open, long view, List<Part> parts) {
        Flush flush;
        try {
            flush = Flush.of(fence.node(), view, parts);
        } catch (RuntimeException e) {
            return Future.failedFuture(new FlushFailedException(Why.DATA, "this cannot be written: " + e, e));
        }
        Promise<Void> flushed = Promise.promise();
        open.send(flush.parameters()).onSuccess(answer -> {
            FlushVerdict verdict = FlushVerdict.on(answer, flush.entries());
            if (verdict.leave()) leave(open);
            verdict.failure().ifPresentOrElse(failure -> flushed.tryFail(noted(failure)), flushed::tryComplete);
        });
        long patience = vertx.setTimer(PATIENCE_MILLIS, late -> {
            leave(open);
            flushed.tryFail(new FlushFailedException(
                    Why.ANSWER_LOST, "Postgres did not answer in time", new TimeoutException()));
        });
        return flushed.future().onComplete(done -> vertx.cancelTimer(patience));
    }

    private void leave(FlushConnection open) {
        if (connection == open) connection = null;
        open.close();
    }

    private FlushFailedException noted(FlushFailedException failure) {
        if (failure.why() == Why.UNAVAILABLE || failure.why() == Why.ANSWER_LOST) {
            log.warn("a flush did not get through ({}): {}", failure.why(), failure.getMessage());
        }
        return failure;
    }

    /** The wait for the lock on the node's own row lets the old backend commit or vanish; the condition tells whether something was taken. */
    @Override
    public Future<Void> settle() {
        return Insistence.until(this::settleOnce, failure -> {
            log.warn("cannot settle a flush whose answer was lost, trying again: {}", failure.getMessage());
            return vertx.timer(PAUSE_MILLIS).mapEmpty();
        });
    }

    private Future<Void> settleOnce() {
        long view = fence.view();
        return pool.preparedQuery("UPDATE node SET view = view + 1 WHERE name = $1 AND view = $2")
                .execute(Tuple.of(fence.node(), view))
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .compose(raised -> {
                    if (raised.rowCount() == 0) return rereadOwnership.get();
                    fence.raised(view);
                    return Future.succeededFuture();
                });
    }

    @Override
    public Future<Map<String, WorkflowHead>> heads(Collection<String> ids) {
        return reads.heads(ids);
    }

    @Override
    public Future<List<Stored>> load(Collection<String> ids) {
        return reads.load(ids);
    }

    @Override
    public Future<Optional<Stored>> load(String id, int run) {
        return reads.load(id, run);
    }

    @Override
    public Future<Map<Addressee.Key, Addressee>> addressees(Collection<Addressee.Key> keys) {
        return reads.addressees(keys);
    }

    @Override
    public Future<List<Outline>> outlines(Collection<String> ids) {
        return reads.outlines(ids);
    }

    @Override
    public Future<Map<String, String>> events(Collection<String> keys) {
        return reads.events(keys);
    }

    @Override
    public Future<Void> forget(String workflowId, int run, int seq) {
        return Queries.bounded(
                        pool.preparedQuery("DELETE FROM cancellation WHERE workflow_id = $1 AND run = $2 AND seq = $3")
                                .execute(Tuple.of(workflowId, run, seq)))
                .mapEmpty();
    }
}
