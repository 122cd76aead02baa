package io.dormouse.workflow.store;

import static java.time.ZoneOffset.UTC;

import io.dormouse.engine.owner.NearTimer;
import io.dormouse.engine.owner.TimerHorizon;
import io.dormouse.engine.owner.Withdrawal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;

/** What a node reads of its partitions: when it takes them, and in its slow sweeps. Never what sleeps. */
public final class PartitionReads {
    private static final String OPEN_EVENTS =
            "SELECT key FROM event WHERE open AND key > $1 ORDER BY key LIMIT $2::int";

    /**
     * From events to who waits for them. {@code OFFSET 0} keeps that order: a plan that was made before Postgres had looked at the
     * tables goes through everything that sleeps, and a sweep does not end in its time.
     */
    static final String WAITS = """
        SELECT waiter.key, workflow_id, waiter.partition
        FROM (SELECT unnest($1::text[]) AS key OFFSET 0) AS opened
        CROSS JOIN LATERAL (
            SELECT event_waiter.key, workflow_id, run, partition FROM event_waiter WHERE event_waiter.key = opened.key OFFSET 0
        ) AS waiter
        CROSS JOIN LATERAL (SELECT run, status FROM workflow WHERE id = waiter.workflow_id OFFSET 0) AS present
        WHERE waiter.partition = ANY($2) AND present.run = waiter.run AND present.status IN ('RUNNING', 'WAITING')\
        """;

    /**
     * Each event with a look-up of its own, for the same reason. Whoever closes the same ones at the same time does not wait, and nor do we.
     */
    static final String CLOSE_SERVED = """
        WITH page AS (
            SELECT key FROM event WHERE open AND key > $1 ORDER BY key LIMIT $2::int
        ), closed AS (
            UPDATE event SET open = false WHERE open AND key = ANY(ARRAY(
                SELECT key FROM event AS served WHERE open AND key = ANY(ARRAY(
                    SELECT key FROM page WHERE (SELECT count(*) FROM event_waiter WHERE event_waiter.key = page.key) = 0))
                ORDER BY key FOR UPDATE SKIP LOCKED))
        )
        SELECT CASE WHEN count(*) = $2::int THEN max(key) ELSE '' END AS reached FROM page\
        """;

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

    /** The timers that are due within a window. */
    public Future<List<Due>> timers(Collection<Integer> partitions, TimerHorizon.Window window) {
        return queries.list(
                """
                SELECT workflow_id, timer.run, seq, due_at, timer.partition
                FROM timer JOIN workflow ON id = workflow_id AND workflow.run = timer.run AND status IN ('RUNNING', 'WAITING')
                WHERE timer.partition = ANY($1) AND due_at >= $2 AND due_at < $3\
                """,
                Tuple.of(
                        array(partitions),
                        window.from().atOffset(UTC),
                        window.to().atOffset(UTC)),
                row -> new Due(
                        new NearTimer(
                                row.getString("workflow_id"),
                                row.getInteger("run"),
                                row.getInteger("seq"),
                                row.getOffsetDateTime("due_at").toInstant()),
                        row.getShort("partition")));
    }

    /** The keys of open events after a key, in their order; the first page is after the empty one. */
    public Future<List<String>> openEvents(String after, int limit) {
        return queries.list(OPEN_EVENTS, Tuple.of(after, limit), row -> row.getString("key"));
    }

    /** Who has a row that waits for one of these: a doorbell may have been lost. */
    public Future<List<OpenWait>> waits(Collection<String> keys, Collection<Integer> partitions) {
        return queries.list(
                WAITS,
                Tuple.tuple().addValue(keys.toArray(String[]::new)).addValue(array(partitions)),
                row -> new OpenWait(row.getString("key"), row.getString("workflow_id"), row.getShort("partition")));
    }

    /**
     * Closes those of the open events after a key that nobody has a row for; one who waits later looks for the event anyway.
     *
     * @param limit so many open ones are looked at, in the order of their keys
     * @return the last key that was looked at, or the empty one if there are no more
     */
    public Future<String> closeServedEvents(String after, int limit) {
        return queries.run(CLOSE_SERVED, Tuple.of(after, limit))
                .map(rows -> rows.iterator().next().getString("reached"));
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
