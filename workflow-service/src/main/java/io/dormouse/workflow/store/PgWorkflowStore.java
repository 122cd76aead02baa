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
import io.dormouse.workflow.cluster.Fence;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
 * The store of one owner on Postgres. Flushes go through a connection of their own, each as one pipeline from {@code BEGIN} to
 * {@code COMMIT}, which costs one round trip; reads go through a pool.
 */
public final class PgWorkflowStore implements WorkflowStore {
    private static final Logger log = LoggerFactory.getLogger(PgWorkflowStore.class);
    private static final long PAUSE_MILLIS = 300;

    /** A Postgres that has vanished without a word is as good as a broken connection after so long. */
    private static final long PATIENCE_MILLIS = 10_000;

    private record Statement(String sql, Tuple parameters) {}

    private final Vertx vertx;
    private final PgConnectOptions options;
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
        this.options = database.connectOptions();
        Map<String, String> properties = new HashMap<>(options.getProperties());
        // A client that freezes in the middle of a flush must not hold its locks for ever.
        properties.put("idle_in_transaction_session_timeout", "1500");
        // Every statement of a flush is a look-up by key. A plan made while the tables were small would scan them for
        // ever.
        properties.put("plan_cache_mode", "force_generic_plan");
        properties.put("enable_seqscan", "off");
        properties.put("enable_hashjoin", "off");
        properties.put("enable_mergejoin", "off");
        options.setProperties(properties);
    }

    @Override
    public Future<Void> flush(List<Part> parts) {
        // The view under which it was cut: one that is newer by the time the connection is there knows nothing of what
        // was lost.
        long view = fence.view();
        return connected().compose(open -> pipeline(open, view, parts));
    }

    private Future<FlushConnection> connected() {
        FlushConnection open = connection;
        if (open != null) return Future.succeededFuture(open);
        return FlushConnection.open(vertx, options, PATIENCE_MILLIS)
                .onSuccess(fresh -> {
                    connection = fresh;
                    fresh.onClose(() -> {
                        if (connection == fresh) connection = null;
                    });
                })
                .recover(failure -> Future.failedFuture(new FlushFailedException(
                        Why.UNAVAILABLE, "Postgres cannot be reached: " + failure.getMessage(), failure)));
    }

    /**
     * After one statement has failed the rest fails too and a {@code COMMIT} "succeeds" although it rolled back; so the flush is
     * committed only when every statement has succeeded.
     */
    private Future<Void> pipeline(FlushConnection open, long view, List<Part> parts) {
        List<Statement> statements = new ArrayList<>();
        try {
            FlushStatements.of(parts, (sql, parameters) -> statements.add(new Statement(sql, parameters)));
        } catch (RuntimeException e) {
            return Future.failedFuture(new FlushFailedException(Why.DATA, "this cannot be written: " + e, e));
        }
        // Only what is whole is begun: a transaction of which the rest cannot be made would stay open.
        List<Future<?>> answers = new ArrayList<>();
        answers.add(open.execute(FlushStatements.BEGIN, Tuple.tuple()));
        Future<RowSet<Row>> fenced = open.execute(FlushStatements.FENCE, Tuple.of(fence.node(), view));
        answers.add(fenced);
        statements.forEach(statement -> answers.add(open.execute(statement.sql(), statement.parameters())));
        Future<?> commit = open.execute(FlushStatements.COMMIT, Tuple.tuple());
        answers.add(commit);
        Promise<Void> flushed = Promise.promise();
        Future.join(answers).onComplete(all -> {
            if (!isAnsweredInOrder(answers.getFirst(), fenced)) flushed.tryFail(outOfOrder(open));
            else if (all.succeeded()) flushed.tryComplete();
            else flushed.tryFail(whyItFailed(open, answers, commit));
        });
        long patience = vertx.setTimer(PATIENCE_MILLIS, late -> {
            connection = null;
            open.close();
            flushed.tryFail(new FlushFailedException(
                    Why.ANSWER_LOST, "Postgres did not answer in time", new TimeoutException()));
        });
        return flushed.future().onComplete(done -> vertx.cancelTimer(patience));
    }

    /**
     * Whether each statement got its own answer. The fence gives one row and {@code BEGIN} gives none and never fails, so that
     * answers which come to another statement than theirs show themselves here.
     */
    private static boolean isAnsweredInOrder(Future<?> begin, Future<RowSet<Row>> fenced) {
        boolean broke = begin.failed() && !(begin.cause() instanceof PgException);
        if (broke) return true;
        if (begin.failed()) return false;
        return fenced.failed() ? isRefusal(fenced.cause()) : fenced.result().size() == 1;
    }

    private static boolean isRefusal(Throwable failure) {
        return !(failure instanceof PgException refused) || !"25P02".equals(refused.getSqlState());
    }

    private FlushFailedException outOfOrder(FlushConnection open) {
        connection = null;
        open.close();
        IllegalStateException mixed = new IllegalStateException("the answers do not belong to their statements");
        log.error("the answers to a flush are not in order; what is durable is read again on another connection");
        return new FlushFailedException(Why.ANSWER_LOST, String.valueOf(mixed.getMessage()), mixed);
    }

    private FlushFailedException whyItFailed(FlushConnection open, List<Future<?>> answers, Future<?> commit) {
        Throwable first = cause(answers);
        boolean answered = commit.succeeded() || commit.cause() instanceof PgException;
        if (!answered) {
            connection = null;
            open.close();
            return new FlushFailedException(Why.ANSWER_LOST, "the connection broke: " + first, first);
        }
        String sentence = String.valueOf(first.getMessage());
        if (!(first instanceof PgException refused)) {
            connection = null;
            open.close();
            return new FlushFailedException(Why.ANSWER_LOST, sentence, first);
        }
        Why why = why(refused);
        if (why == Why.UNAVAILABLE) log.warn("a flush was rolled back and will be sent again: {}", sentence);
        return new FlushFailedException(why, sentence, refused);
    }

    /** The first failure that is more than an echo of another one in the same transaction. */
    private static Throwable cause(List<Future<?>> answers) {
        List<Throwable> failures =
                answers.stream().filter(Future::failed).map(Future::cause).toList();
        return failures.stream()
                .filter(failure -> !(failure instanceof PgException refused && "25P02".equals(refused.getSqlState())))
                .findFirst()
                .orElse(failures.getFirst());
    }

    /** By SQLSTATE (Postgres, appendix A). All of these are answers, so nothing was written. */
    private static Why why(PgException refused) {
        String state = String.valueOf(refused.getSqlState());
        if (state.equals("DM001")) return Why.FENCED;
        if (state.equals("DM002") || state.startsWith("23")) return Why.CONFLICT;
        if (state.startsWith("22") || state.equals("54000")) return Why.DATA;
        return Why.UNAVAILABLE;
    }

    /** The wait for the lock on the node's own row lets the old backend commit or vanish; the condition tells whether something was taken. */
    @Override
    public Future<Void> settle() {
        long view = fence.view();
        return pool.preparedQuery("UPDATE node SET view = view + 1 WHERE name = $1 AND view = $2")
                .execute(Tuple.of(fence.node(), view))
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .compose(raised -> {
                    if (raised.rowCount() == 0) return rereadOwnership.get();
                    fence.raised(view);
                    return Future.succeededFuture();
                })
                .recover(failure -> {
                    log.warn("cannot settle a flush whose answer was lost, trying again: {}", failure.getMessage());
                    return vertx.timer(PAUSE_MILLIS).compose(again -> settle());
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
