package io.dormouse.workflow.store;

import io.dormouse.engine.store.FlushFailedException;
import io.dormouse.engine.store.FlushFailedException.Why;
import io.dormouse.workflow.store.FlushConnection.Answers;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the answers to a flush say. After one statement has failed the rest fails too and a {@code COMMIT} "succeeds" although it
 * rolled back; so a flush is committed only when every statement has succeeded.
 *
 * @param failure empty: it is committed
 * @param leave whether nothing more may be sent over this connection
 */
record FlushVerdict(Optional<FlushFailedException> failure, boolean leave) {
    /** SQL states after which the same connection is as good as another one: two transactions met, or something is full. */
    private static final Set<String> PASSING = Set.of("40", "53", "55");

    static FlushVerdict on(Answers answers) {
        List<Future<RowSet<Row>>> each = answers.each();
        if (answers.unsent().isPresent()) return unsent(each, answers.unsent().get());
        if (!isInOrder(each.getFirst(), each.get(1))) {
            return lost("the answers do not belong to their statements", new IllegalStateException("mixed up"));
        }
        Optional<Throwable> first = cause(each);
        if (first.isEmpty()) return committed(answers);
        Future<?> commit = each.getLast();
        if (commit.failed() && !isRollback(commit.cause())) return lost("the connection broke", first.get());
        if (!(first.get() instanceof PgException refusal)) return lost("the connection broke", first.get());
        return refused(refusal);
    }

    /**
     * On a flush that is one statement: its answer is that of its commit too.
     *
     * @param rows how many it inserts
     */
    static FlushVerdict onAlone(Answers answers, int rows) {
        if (answers.unsent().isPresent())
            return unsent(answers.each(), answers.unsent().get());
        Future<RowSet<Row>> answer = answers.each().getFirst();
        if (answer.succeeded()) {
            return answer.result().rowCount() == rows
                    ? committed(answers)
                    : lost("the answer does not belong to its statement", new IllegalStateException("mixed up"));
        }
        return answer.cause() instanceof PgException refusal && isRollback(refusal)
                ? refused(refusal)
                : lost("the connection broke", answer.cause());
    }

    private static FlushVerdict committed(Answers answers) {
        return answers.warned()
                ? lost("the commit was made with a warning", new IllegalStateException("warned"))
                : new FlushVerdict(Optional.empty(), false);
    }

    private static FlushVerdict refused(PgException refusal) {
        Why why = why(String.valueOf(refusal.getSqlState()));
        boolean leave = why == Why.UNAVAILABLE && !PASSING.contains(classOf(refusal));
        return new FlushVerdict(
                Optional.of(new FlushFailedException(why, String.valueOf(refusal.getMessage()), refusal)), leave);
    }

    /**
     * Whether each statement got its own answer. The fence gives one row and {@code BEGIN} gives none and never fails, so that
     * answers which come to another statement than theirs show themselves here.
     */
    private static boolean isInOrder(Future<?> begin, Future<RowSet<Row>> fence) {
        if (begin.failed()) return !(begin.cause() instanceof PgException);
        return fence.failed() ? !isEcho(fence.cause()) : fence.result().size() == 1;
    }

    /** The first failure that is more than an echo of another one in the same transaction. */
    private static Optional<Throwable> cause(List<Future<RowSet<Row>>> answers) {
        List<Throwable> failures =
                answers.stream().filter(Future::failed).map(Future::cause).toList();
        return failures.stream()
                .filter(failure -> !isEcho(failure))
                .findFirst()
                .or(() -> failures.stream().findFirst());
    }

    private static boolean isEcho(Throwable failure) {
        return failure instanceof PgException refusal && "25P02".equals(refusal.getSqlState());
    }

    /**
     * Whether this answer to a commit means that there was none. One that ends the session may come behind a commit that was
     * made: the server was told to stop, or another of its processes died, before it had told of it.
     */
    private static boolean isRollback(Throwable failure) {
        return failure instanceof PgException refusal
                && "ERROR".equals(refusal.getSeverity())
                && !Set.of("57", "08", "XX").contains(classOf(refusal));
    }

    private static String classOf(PgException refusal) {
        String state = String.valueOf(refusal.getSqlState());
        return state.substring(0, Math.min(2, state.length()));
    }

    /** By SQLSTATE (Postgres, appendix A). All of these are answers that came before a commit was tried, so nothing was written. */
    static Why why(String state) {
        if (state.equals("DM001")) return Why.FENCED;
        if (state.equals("DM002") || state.startsWith("23")) return Why.CONFLICT;
        // 54: a value that is too large for an index, or nested too deep
        if (state.startsWith("22") || state.startsWith("54")) return Why.DATA;
        return Why.UNAVAILABLE;
    }

    /** Without a {@code COMMIT} nothing is written, whatever has become of the rest. */
    private static FlushVerdict unsent(List<Future<RowSet<Row>>> each, Throwable refusal) {
        boolean wasOpen = each.getFirst().succeeded() && each.getLast().succeeded();
        Why why = wasOpen ? Why.DATA : Why.UNAVAILABLE;
        return new FlushVerdict(
                Optional.of(new FlushFailedException(why, "this was not sent: " + refusal.getMessage(), refusal)),
                !wasOpen);
    }

    private static FlushVerdict lost(String what, Throwable cause) {
        return new FlushVerdict(
                Optional.of(new FlushFailedException(Why.ANSWER_LOST, what + ": " + cause.getMessage(), cause)), true);
    }
}
