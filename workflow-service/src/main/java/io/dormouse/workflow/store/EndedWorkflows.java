package io.dormouse.workflow.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Finds workflows that ended long ago, and removes them with everything that is theirs. What somebody still needs stays: one whose
 * parent is still there, one with a call that is still to be withdrawn, one whose end somebody waits for. By the database's clock.
 */
public final class EndedWorkflows {
    /** So many rows a look reads, whether they are to go or not. */
    static final int PAGE = 1_000;

    /** So many one transaction removes, as long as their journals are short. */
    private static final int LARGEST_BATCH = 200;

    /** So many entries one transaction removes, unless the last run of a single workflow has more. */
    private static final int LONGEST_JOURNALS = 10_000;

    /** In the order of their beginnings, so that parents come before their children. What sleeps is passed by, a page a look. */
    private static final String FIND = """
        SELECT id, created_at, coalesce(ended_long_ago AND no_parent, false) AS over FROM (
            SELECT id, created_at,
                partition = ANY($3) AND finished_at < now() - $4 * interval '1 millisecond' AS ended_long_ago,
                parent_id IS NULL OR NOT EXISTS (SELECT FROM workflow AS parent WHERE parent.id = one.parent_id) AS no_parent
            FROM workflow AS one
            WHERE (created_at, id) > ($1, $2) AND created_at < now() - $4 * interval '1 millisecond'
            ORDER BY created_at, id LIMIT $5) AS page
        ORDER BY created_at, id\
        """;

    /** Whoever makes one run again changes its row as well: one of the two comes first, and the other sees it. */
    private static final String LOCK = """
        SELECT id FROM workflow WHERE id = ANY($1) AND finished_at < now() - $2 * interval '1 millisecond'
        ORDER BY created_at, id FOR UPDATE SKIP LOCKED\
        """;

    /** In a statement of its own, so that it sees what was committed before the lock. */
    private static final String NOT_NEEDED = """
        SELECT id, run FROM workflow AS one
        WHERE id = ANY($1)
            AND (parent_id IS NULL OR NOT EXISTS (SELECT FROM workflow AS parent WHERE parent.id = one.parent_id))
            AND NOT EXISTS (SELECT FROM cancellation WHERE workflow_id = one.id)
            AND NOT EXISTS (SELECT FROM event_waiter WHERE key = 'child:' || one.id)
        ORDER BY created_at, id\
        """;

    /**
     * How many entries the first of some workflows have together, then the first two, and so on, until it is more than the limit:
     * one entry more than that is counted, however many there are.
     */
    static final String ENTRIES = """
        WITH RECURSIVE counted (number, entries) AS (
            SELECT 0, 0::bigint
            UNION ALL
            SELECT number + 1, entries + (SELECT count(*) FROM (
                SELECT FROM journal WHERE workflow_id = ($1::text[])[number + 1] LIMIT $2 + 1 - entries) AS those)
            FROM counted WHERE entries <= $2 AND number < cardinality($1::text[]))
        SELECT entries FROM counted WHERE number > 0 ORDER BY number\
        """;

    /** From the end, so that what is left of a run is its beginning: a fork may still name it. */
    private static final String REMOVE_EARLIER_RUNS = """
        DELETE FROM journal WHERE workflow_id = $1 AND (run, position) IN (
            SELECT run, position FROM journal WHERE workflow_id = $1 AND run < $2 ORDER BY run, position DESC LIMIT $3)\
        """;

    private static final List<String> REMOVE = List.of(
            "DELETE FROM journal WHERE workflow_id = ANY($1)",
            "DELETE FROM signal_id WHERE workflow_id = ANY($1)",
            "DELETE FROM timer WHERE workflow_id = ANY($1)",
            "DELETE FROM event_waiter WHERE workflow_id = ANY($1)",
            "DELETE FROM event WHERE key IN (SELECT 'child:' || id FROM unnest($1::text[]) AS removed (id))",
            "DELETE FROM workflow WHERE id = ANY($1)");

    private static final String AUDIT = """
        INSERT INTO audit (at, actor, action, target, detail)
        VALUES (now(), $1, 'remove', $2, $3 || ' that ended more than ' || $4 || ' days ago')\
        """;

    private final Pool pool;

    /** A place in the order of beginnings; those at and before it were looked at. */
    public record Place(OffsetDateTime createdAt, String id) {
        /** Before all. */
        public static final Place FIRST = new Place(OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), "");
    }

    /** @param over those that may go, unless that changes @param last where it ends @param more whether others may come after it */
    public record Page(List<String> over, Place last, boolean more) {}

    /** Through a pool of the workflow service's schema. */
    public EndedWorkflows(Pool pool) {
        this.pool = pool;
    }

    /** Those in some partitions that ended so long ago. */
    public Future<Page> after(Place place, Collection<Integer> partitions, Duration age) {
        Short[] among = partitions.stream().map(Integer::shortValue).toArray(Short[]::new);
        Tuple parameters = Tuple.of(place.createdAt(), place.id(), among, age.toMillis(), PAGE);
        return Queries.bounded(pool.preparedQuery(FIND).execute(parameters)).map(rows -> {
            List<String> over = new ArrayList<>();
            Place last = place;
            for (Row row : rows) {
                last = new Place(row.getOffsetDateTime("created_at"), row.getString("id"));
                if (row.getBoolean("over")) over.add(row.getString("id"));
            }
            return new Page(over, last, rows.size() == PAGE);
        });
    }

    /**
     * Removes the first of these in one transaction, as many as are a small piece of work, and passes over those that somebody
     * needs or works on; durable when this succeeds.
     *
     * @return how many of them it is done with: those that come after them are still to be removed
     */
    public Future<Removal> removeSome(String node, List<String> ids, Duration age) {
        List<String> first = ids.subList(0, Math.min(ids.size(), LARGEST_BATCH));
        return Queries.bounded(pool.withTransaction(connection -> removeSome(connection, node, first, age)));
    }

    /** @param done how many of those that were to go need no further look @param removed how many of them are gone */
    public record Removal(int done, int removed) {}

    private static Future<Removal> removeSome(SqlConnection connection, String node, List<String> ids, Duration age) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(ids.toArray(String[]::new), age.toMillis()))
                .compose(locked -> connection
                        .preparedQuery(NOT_NEEDED)
                        .execute(Tuple.tuple().addValue(ids(locked))))
                .compose(found -> found.size() == 0
                        ? Future.succeededFuture(new Removal(ids.size(), 0))
                        : connection
                                .preparedQuery(ENTRIES)
                                .execute(Tuple.of(ids(found), (long) LONGEST_JOURNALS))
                                .compose(entries -> remove(connection, node, ids, found, entries, age)));
    }

    private static Future<Removal> remove(
            SqlConnection connection,
            String node,
            List<String> ids,
            RowSet<Row> found,
            RowSet<Row> entries,
            Duration age) {
        Row first = found.iterator().next();
        boolean tooMany = entries.iterator().next().getLong("entries") > LONGEST_JOURNALS;
        Future<Integer> earlier = tooMany && first.getInteger("run") > 0
                ? removeEarlierRuns(connection, node, first, age)
                : Future.succeededFuture(0);
        return earlier.compose(removed -> {
            if (removed > 0) return Future.succeededFuture(new Removal(0, 0));
            List<String> notNeeded = List.of(ids(found));
            int fitting = 0;
            for (Row row : entries) if (row.getLong("entries") <= LONGEST_JOURNALS) fitting++;
            List<String> going = notNeeded.subList(0, Math.max(1, fitting));
            int done = going.size() < notNeeded.size() ? ids.indexOf(going.getLast()) + 1 : ids.size();
            return remove(connection, node, going, age).map(new Removal(done, going.size()));
        });
    }

    /** Of one that has gone through many runs, whose entries are more than one transaction should remove. */
    private static Future<Integer> removeEarlierRuns(SqlConnection connection, String node, Row first, Duration age) {
        String id = first.getString("id");
        return connection
                .preparedQuery(REMOVE_EARLIER_RUNS)
                .execute(Tuple.of(id, first.getInteger("run"), LONGEST_JOURNALS))
                .map(RowSet::rowCount)
                .compose(removed -> removed == 0
                        ? Future.succeededFuture(0)
                        : audit(connection, node, id, removed + " entries of earlier runs of one", age)
                                .map(removed));
    }

    private static String[] ids(Iterable<Row> rows) {
        List<String> ids = new ArrayList<>();
        for (Row row : rows) ids.add(row.getString("id"));
        return ids.toArray(String[]::new);
    }

    private static Future<Void> remove(SqlConnection connection, String node, List<String> ids, Duration age) {
        Tuple these = Tuple.tuple().addValue(ids.toArray(String[]::new));
        Future<?> removed = Future.succeededFuture();
        for (String statement : REMOVE) {
            removed = removed.compose(
                    before -> connection.preparedQuery(statement).execute(these));
        }
        return removed.compose(gone -> audit(connection, node, "ended workflows", String.valueOf(ids.size()), age));
    }

    private static Future<Void> audit(SqlConnection connection, String node, String target, String what, Duration age) {
        return connection
                .preparedQuery(AUDIT)
                .execute(Tuple.of(node, target, what, String.valueOf(age.toDays())))
                .mapEmpty();
    }
}
