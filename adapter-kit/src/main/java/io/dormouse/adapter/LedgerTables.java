package io.dormouse.adapter;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables of one ledger. Used by one ledger, which calls from its loop and gets its answers there. A future that fails
 * because a connection broke leaves open whether the change was made, or will be.
 */
public interface LedgerTables {
    /**
     * Makes these changes in one transaction; durable when the future succeeds. At most one is under way.
     *
     * @return the keys whose condition held, with what their rows then said. Fails with {@link RowRefusedException} if a write is to
     *     blame, or two transactions met
     */
    Future<Map<String, Written>> commit(List<LedgerWrite> writes);

    /** The rows of those keys that have one, as they were committed before. @param reader the number of the instance that reads */
    Future<List<LedgerRow>> find(Collection<String> keys, int reader);

    /** The numbers of other instances whose lock is free. */
    Future<List<Integer>> gone(int me);

    /** Forgets instances that have been gone for an hour when nothing hangs on them. */
    Future<Void> forget(Collection<Integer> gone);

    /** What these instances left in flight, at most 500. */
    Future<List<LedgerRow>> inFlight(
            Collection<Integer> holders, int reader, Collection<String> actions, Collection<String> but);

    /** What these instances brought to an end with more than one attempt, at most 500. */
    Future<List<Surplus>> unsettled(Collection<Integer> holders, Collection<String> actions);

    /** Nothing can appear any more beside the outcomes of these. */
    Future<Void> settled(Collection<String> keys);

    /** Lets go of the connections. */
    Future<Void> close();

    /**
     * What a taker has to know of the row that it took; of any other write nothing.
     *
     * @param quietIn how long the requests of the old attempts may still be under way
     * @param expected what the old attempts had committed by then; whoever read the row before may have missed it
     */
    record Written(Duration quietIn, Optional<JsonObject> expected) {
        /** Nothing that its writer does not know. */
        public static final Written WITHOUT_NEWS = new Written(Duration.ZERO, Optional.empty());
    }

    /** A call that is done, of which more than one attempt may have acted. @param last no packet can land any more */
    record Surplus(String key, String action, Outcome outcome, boolean last) {}
}
