package io.dormouse.workflow.store;

import static io.dormouse.workflow.store.WorkflowRows.COLUMNS;
import static io.dormouse.workflow.store.WorkflowRows.WITHOUT_PAYLOAD;

import io.dormouse.engine.store.Addressee;
import io.dormouse.engine.store.Outline;
import io.dormouse.engine.store.Stored;
import io.dormouse.engine.store.Stored.StoredEntry;
import io.dormouse.engine.store.WaitRow;
import io.dormouse.engine.store.WorkflowHead;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the engine reads of workflows, each with one query for many. */
public final class WorkflowReads {
    /** So many bytes of journals are read at once at the most: a node that takes over must not fail at what it takes. */
    static final long HEAVIEST_LOAD = 4 << 20;

    /** So few are not weighed: one is read whatever it weighs. */
    private static final int SURELY_BEARABLE = 1;

    static final String HEADS = "SELECT %s FROM workflow WHERE id = ANY($1)".formatted(COLUMNS);

    /** Those of which all journals together have at most so many bytes; the first one whatever it weighs. */
    private static final String BEARABLE = """
        SELECT id FROM (
            SELECT id, row_number() OVER alphabet AS number, sum(size) OVER alphabet AS weight FROM (
                SELECT id, (SELECT coalesce(sum(octet_length(body::text)), 0) FROM journal
                    WHERE workflow_id = id AND journal.run = workflow.run) AS size
                FROM workflow WHERE id = ANY($1)
            ) AS sized WINDOW alphabet AS (ORDER BY id)
        ) AS weighed WHERE number = 1 OR weight <= $2::bigint\
        """;

    private static final String WAITS = """
        SELECT workflow_id, run, seq, due_at, NULL AS key FROM timer WHERE workflow_id = ANY($1)
        UNION ALL SELECT workflow_id, run, seq, NULL, key FROM event_waiter WHERE workflow_id = ANY($1)\
        """;
    private static final String OUTLINES = """
        SELECT %s, (SELECT max(position) FROM journal WHERE workflow_id = id AND journal.run = workflow.run) AS last
        FROM workflow WHERE id = ANY($1)\
        """.formatted(WITHOUT_PAYLOAD);
    private static final String ADDRESSEES = """
        SELECT asked.workflow_id AS asked_id, asked.key AS asked_key, signal_id.ordered AS known, %s
        FROM unnest($1::text[], $2::text[]) AS asked (workflow_id, key)
        LEFT JOIN workflow ON id = asked.workflow_id
        LEFT JOIN signal_id ON signal_id.workflow_id = asked.workflow_id AND signal_id.signal_id = asked.key\
        """.formatted(WITHOUT_PAYLOAD);

    private final Queries queries;

    /** Reads through a pool. */
    public WorkflowReads(Pool pool) {
        this.queries = new Queries(pool);
    }

    /** The rows of those that exist. */
    public Future<Map<String, WorkflowHead>> heads(Collection<String> ids) {
        return queries.run(HEADS, Tuple.of(array(ids))).map(rows -> {
            Map<String, WorkflowHead> heads = HashMap.newHashMap(rows.size());
            for (Row row : rows) heads.put(row.getString("id"), WorkflowRows.head(row));
            return heads;
        });
    }

    /**
     * Workflows with the journals of their present runs, as many of those that exist as are not too heavy together. The caller
     * owns them, so nothing changes between the queries.
     */
    Future<List<Stored>> load(Collection<String> ids) {
        return bearable(ids).compose(bearable -> stored(bearable, null));
    }

    /** As {@link #load(Collection)}, but of each journal only the latest entries, at the most so many. */
    public Future<List<Stored>> latest(Collection<String> ids, int entries) {
        return bearable(ids).compose(bearable -> stored(bearable, entries));
    }

    private Future<? extends Collection<String>> bearable(Collection<String> ids) {
        if (ids.size() <= SURELY_BEARABLE) return Future.succeededFuture(ids);
        return queries.list(BEARABLE, Tuple.of(array(ids), HEAVIEST_LOAD), row -> row.getString("id"));
    }

    private Future<List<Stored>> stored(Collection<String> ids, @Nullable Integer entries) {
        return queries.list(
                StoredRows.WORKFLOWS, Tuple.tuple().addValue(array(ids)).addValue(entries), StoredRows::stored);
    }

    /** The whole journals of runs, each by the id of its workflow; a run that does not exist is left out. */
    public Future<Map<String, List<StoredEntry>>> journals(Map<String, Integer> runs) {
        Integer[] numbers = runs.values().toArray(Integer[]::new);
        Tuple parameters = Tuple.tuple().addValue(array(runs.keySet())).addValue(numbers);
        return queries.run(StoredRows.RUNS, parameters).map(rows -> {
            Map<String, List<StoredEntry>> found = HashMap.newHashMap(rows.size());
            for (Row row : rows) {
                List<StoredEntry> journal = StoredRows.journal(row);
                if (!journal.isEmpty()) found.put(row.getString("id"), journal);
            }
            return found;
        });
    }

    private record RunId(String id, int run) {
        static RunId of(WorkflowHead head) {
            return new RunId(head.id(), head.run());
        }
    }

    private Future<Map<RunId, Map<Integer, WaitRow>>> waits(Collection<String> ids) {
        return queries.run(WAITS, Tuple.of(array(ids))).map(rows -> {
            Map<RunId, Map<Integer, WaitRow>> found = new HashMap<>();
            for (Row row : rows) {
                RunId run = new RunId(row.getString("workflow_id"), row.getInteger("run"));
                found.computeIfAbsent(run, none -> new HashMap<>(2)).put(row.getInteger("seq"), wait(row));
            }
            return found;
        });
    }

    /** A workflow with the journal of one of its runs, which need not be the present one. */
    Future<Optional<Stored>> load(String id, int run) {
        Future<Map<String, WorkflowHead>> heads = heads(List.of(id));
        Future<Map<String, List<StoredEntry>>> journals = journals(Map.of(id, run));
        return Future.all(heads, journals)
                .map(all -> Optional.ofNullable(heads.result().get(id))
                        .filter(head -> journals.result().containsKey(id))
                        .map(head -> new Stored(head, journals.result().getOrDefault(id, List.of()), Map.of())));
    }

    /** What has to be known of workflows to end them; reads no payload. */
    Future<List<Outline>> outlines(Collection<String> ids) {
        Tuple parameters = Tuple.of(array(ids));
        Future<Map<String, OpenCalls>> calls = queries.run(OpenCalls.SELECT, parameters)
                .map(rows -> {
                    Map<String, OpenCalls> found = new HashMap<>();
                    for (Row row : rows)
                        found.computeIfAbsent(row.getString("workflow_id"), none -> new OpenCalls())
                                .note(row);
                    return found;
                });
        Future<Map<RunId, Map<Integer, WaitRow>>> waits = waits(ids);
        Future<Map<WorkflowHead, Long>> heads = queries.run(OUTLINES, parameters)
                .map(rows -> {
                    Map<WorkflowHead, Long> found = HashMap.newHashMap(rows.size());
                    for (Row row : rows)
                        found.put(
                                WorkflowRows.head(row),
                                Optional.ofNullable(row.getLong("last")).orElse(-1L));
                    return found;
                });
        return Future.all(calls, waits, heads)
                .map(all -> heads.result().entrySet().stream()
                        .map(head -> new Outline(
                                head.getKey(),
                                head.getValue(),
                                waits.result().getOrDefault(RunId.of(head.getKey()), Map.of()),
                                Optional.ofNullable(
                                                calls.result().get(head.getKey().id()))
                                        .map(OpenCalls::open)
                                        .orElse(List.of())))
                        .toList());
    }

    /** Whom messages and orders are for, without any payload, and what has arrived under their keys before. */
    Future<Map<Addressee.Key, Addressee>> addressees(Collection<Addressee.Key> keys) {
        Tuple parameters = Tuple.tuple()
                .addValue(keys.stream().map(Addressee.Key::workflowId).toArray(String[]::new))
                .addValue(keys.stream().map(Addressee.Key::key).toArray(String[]::new));
        return queries.run(ADDRESSEES, parameters).map(rows -> {
            Map<Addressee.Key, Addressee> found = HashMap.newHashMap(rows.size());
            for (Row row : rows) {
                Optional<WorkflowHead> head =
                        row.getString("id") == null ? Optional.empty() : Optional.of(WorkflowRows.head(row));
                found.put(
                        new Addressee.Key(row.getString("asked_id"), row.getString("asked_key")),
                        new Addressee(head, Optional.ofNullable(row.getString("known"))));
            }
            return found;
        });
    }

    /** The values of those events that were triggered. */
    Future<Map<String, String>> events(Collection<String> keys) {
        return queries.run("SELECT key, body::text AS body FROM event WHERE key = ANY($1)", Tuple.of(array(keys)))
                .map(rows -> {
                    Map<String, String> values = HashMap.newHashMap(rows.size());
                    for (Row row : rows) values.put(row.getString("key"), row.getString("body"));
                    return values;
                });
    }

    private static String[] array(Collection<String> texts) {
        return texts.toArray(String[]::new);
    }

    private static WaitRow wait(Row row) {
        return WorkflowRows.instant(row, "due_at")
                .<WaitRow>map(WaitRow.Timer::new)
                .orElseGet(() -> new WaitRow.Event(row.getString("key")));
    }
}
