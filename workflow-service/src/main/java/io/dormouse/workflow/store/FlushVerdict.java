package io.dormouse.workflow.store;

import io.dormouse.engine.store.FlushFailedException;
import io.dormouse.engine.store.FlushFailedException.Why;
import io.dormouse.workflow.store.FlushConnection.Answer;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the answer to a flush says.
 *
 * @param failure empty: it is committed
 * @param leave whether nothing more may be sent over this connection
 */
record FlushVerdict(Optional<FlushFailedException> failure, boolean leave) {
    /** SQL states after which the same connection is as good as another one: two transactions met, or something is full. */
    private static final Set<String> PASSING = Set.of("40", "53", "55");

    /** @param entries how many it appends */
    static FlushVerdict on(Answer answer, int entries) {
        if (answer.unsent().isPresent())
            return unsent(answer.of(), answer.unsent().get());
        if (answer.of().succeeded()) {
            return isAbout(answer.of().result(), entries)
                    ? committed(answer)
                    : lost("the answer does not belong to its statement", new IllegalStateException("mixed up"));
        }
        return answer.of().cause() instanceof PgException refusal && isRollback(refusal)
                ? refused(refusal)
                : lost("nobody knows whether it is committed", answer.of().cause());
    }

    /** An answer that came to another statement than its own shows itself here. */
    private static boolean isAbout(RowSet<Row> answer, int entries) {
        return answer.size() == 1 && Objects.equals(answer.iterator().next().getValue(0), (long) entries);
    }

    private static FlushVerdict committed(Answer answer) {
        return answer.warned()
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
     * Whether this refusal means that nothing was committed. One that ends the session may come behind a commit that was
     * made: the server was told to stop, or another of its processes died, before it had told of it.
     */
    private static boolean isRollback(PgException refusal) {
        return "ERROR".equals(refusal.getSeverity())
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

    private static FlushVerdict unsent(Future<?> anything, Throwable refusal) {
        boolean isOpen = anything.succeeded();
        return new FlushVerdict(
                Optional.of(new FlushFailedException(
                        isOpen ? Why.DATA : Why.UNAVAILABLE, "this was not sent: " + refusal.getMessage(), refusal)),
                !isOpen);
    }

    private static FlushVerdict lost(String what, Throwable cause) {
        return new FlushVerdict(
                Optional.of(new FlushFailedException(Why.ANSWER_LOST, what + ": " + cause.getMessage(), cause)), true);
    }
}
