package io.dormouse.workflow.store;

import io.dormouse.engine.owner.NearTimer;
import io.dormouse.engine.owner.Withdrawal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** What a node reads of its partitions: when it takes them, and in its slow sweeps. Never what sleeps. */
public final class PartitionReads {
    private final Queries queries;

    /** Reads through a pool. */
    public PartitionReads(Pool pool) {
        this.queries = new Queries(pool);
    }

    /** An open event and a workflow that waits for it. */
    public record OpenWait(String key, String workflowId, int partition) {}

    /** A workflow that has to be in memory. */
    public record Active(String workflowId, int partition) {}

    /** A timer that will be due soon. */
    public record Due(NearTimer timer, int partition) {}

    /** A call to withdraw. */
    public record Unwanted(Withdrawal withdrawal, int partition) {}

    /** The workflows that are {@code RUNNING}, or {@code STUCK} for another reason than that they have ended their processes. */
    public Future<List<Active>> active(Collection<Integer> partitions) {
        return queries.list(
                """
                SELECT id, partition FROM workflow WHERE partition = ANY($1) AND status IN ('RUNNING', 'STUCK')
                AND (status = 'RUNNING' OR failure ->> 'type' IS DISTINCT FROM 'CRASH_LOOP')\
                """,
                Tuple.tuple().addValue(array(partitions)),
                row -> new Active(row.getString("id"), row.getShort("partition")));
    }

    /** The timers that are due within a time from now. */
    public Future<List<Due>> timers(Collection<Integer> partitions, Duration within) {
        return queries.list(
                """
                SELECT workflow_id, timer.run, seq, due_at, timer.partition
                FROM timer JOIN workflow ON id = workflow_id AND workflow.run = timer.run AND status IN ('RUNNING', 'WAITING')
                WHERE timer.partition = ANY($1) AND due_at < now() + $2 * interval '1 millisecond'\
                """,
                Tuple.of(array(partitions), within.toMillis()),
                row -> new Due(
                        new NearTimer(
                                row.getString("workflow_id"),
                                row.getInteger("run"),
                                row.getInteger("seq"),
                                row.getOffsetDateTime("due_at").toInstant()),
                        row.getShort("partition")));
    }

    /** Open events that somebody has a row for: a doorbell may have been lost. */
    public Future<List<OpenWait>> openWaits(Collection<Integer> partitions) {
        return queries.list(
                """
                SELECT event.key, workflow_id, event_waiter.partition FROM event
                JOIN event_waiter ON event_waiter.key = event.key
                JOIN workflow ON id = workflow_id AND workflow.run = event_waiter.run AND status IN ('RUNNING', 'WAITING')
                WHERE event.open AND event_waiter.partition = ANY($1)\
                """,
                Tuple.tuple().addValue(array(partitions)),
                row -> new OpenWait(row.getString("key"), row.getString("workflow_id"), row.getShort("partition")));
    }

    /** Closes the open events that nobody has a row for; one who waits later looks for the event anyway. */
    public Future<Void> closeServedEvents() {
        return queries.run("""
            UPDATE event SET open = false WHERE open AND key IN (
                SELECT key FROM event WHERE open
                    AND NOT EXISTS (SELECT 1 FROM event_waiter WHERE event_waiter.key = event.key)
                ORDER BY key LIMIT 10000 FOR UPDATE SKIP LOCKED)\
            """, Tuple.tuple()).mapEmpty();
    }

    /** Calls that nobody wants, of which no ledger has heard. */
    public Future<List<Unwanted>> unwanted(Collection<Integer> partitions) {
        return queries.list(
                "SELECT workflow_id, run, seq, service, key, partition FROM cancellation WHERE partition = ANY($1)",
                Tuple.tuple().addValue(array(partitions)),
                row -> new Unwanted(
                        new Withdrawal(
                                row.getString("workflow_id"),
                                row.getShort("partition"),
                                row.getInteger("run"),
                                row.getInteger("seq"),
                                row.getString("service"),
                                row.getString("key")),
                        row.getShort("partition")));
    }

    private static Short[] array(Collection<Integer> partitions) {
        return partitions.stream().map(Integer::shortValue).toArray(Short[]::new);
    }
}
