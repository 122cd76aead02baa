package io.dormouse.workflow.store;

import io.dormouse.engine.journal.EntryRow;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.Stored;
import io.dormouse.engine.store.Stored.StoredEntry;
import io.dormouse.engine.store.WaitRow;
import io.dormouse.engine.store.WorkflowHead;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is read of workflows, each with one query for many. */
public final class WorkflowReads {
    private static final String COLUMNS = """
        id, partition, name, version, status, run, input::text AS input, result::text AS result, failure::text AS failure,
        waiting_for, source_line, status_text, started_by, created_at, updated_at, finished_at\
        """;
    private static final String HEADS = "SELECT %s FROM workflow WHERE id = ANY($1)".formatted(COLUMNS);
    private static final String JOURNALS = """
        SELECT journal.workflow_id, position, at, type, seq, journal.name, line, body::text AS body
        FROM journal JOIN workflow ON workflow.id = journal.workflow_id AND workflow.run = journal.run
        WHERE workflow.id = ANY($1) ORDER BY journal.workflow_id, position\
        """;
    private static final String WAITS = """
        SELECT workflow_id, run, seq, due_at, NULL AS key FROM timer WHERE workflow_id = ANY($1)
        UNION ALL SELECT workflow_id, run, seq, NULL, key FROM event_waiter WHERE workflow_id = ANY($1)\
        """;
    private static final String JOURNAL_PAGE = """
        SELECT position, at, type, seq, journal.name, line, body::text AS body
        FROM journal JOIN workflow ON workflow.id = journal.workflow_id AND workflow.run = journal.run
        WHERE workflow.id = $1 AND position >= $2 ORDER BY position LIMIT $3\
        """;
    private static final String LIST = "SELECT %s FROM workflow WHERE %s ORDER BY created_at DESC, id DESC LIMIT $1";

    private final Pool pool;

    /** Reads through a pool. */
    public WorkflowReads(Pool pool) {
        this.pool = pool;
    }

    /** Where a page of the list ended. */
    public record Place(Instant createdAt, String id) {}

    /** The rows of those that exist. */
    public Future<Map<String, WorkflowHead>> heads(Collection<String> ids) {
        return pool.preparedQuery(HEADS).execute(Tuple.of(array(ids))).map(rows -> {
            Map<String, WorkflowHead> heads = HashMap.newHashMap(rows.size());
            for (Row row : rows) heads.put(row.getString("id"), head(row));
            return heads;
        });
    }

    /** Workflows, newest first, after a place. One text for each set of conditions, so that each has a plan of its own. */
    public Future<List<WorkflowHead>> list(
            Optional<String> status, Optional<String> name, Optional<Place> after, int limit) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        Tuple parameters = Tuple.of(limit);
        status.ifPresent(wanted ->
                conditions.add("status = $" + parameters.addString(wanted).size()));
        name.ifPresent(wanted ->
                conditions.add("name = $" + parameters.addString(wanted).size()));
        after.ifPresent(place -> {
            int at = parameters
                    .addOffsetDateTime(place.createdAt().atOffset(ZoneOffset.UTC))
                    .size();
            conditions.add("(created_at, id) < ($%d, $%d)"
                    .formatted(at, parameters.addString(place.id()).size()));
        });
        String sql = LIST.formatted(COLUMNS, String.join(" AND ", conditions));
        return pool.preparedQuery(sql).execute(parameters).map(rows -> {
            List<WorkflowHead> heads = new ArrayList<>(rows.size());
            for (Row row : rows) heads.add(head(row));
            return heads;
        });
    }

    /** Entries of the present run from a position on. */
    public Future<List<StoredEntry>> journal(String id, long from, int limit) {
        return pool.preparedQuery(JOURNAL_PAGE)
                .execute(Tuple.of(id, from, limit))
                .map(rows -> {
                    List<StoredEntry> entries = new ArrayList<>(rows.size());
                    for (Row row : rows) entries.add(entry(row));
                    return entries;
                });
    }

    /** Workflows with the journals of their present runs. The caller owns them, so nothing changes between the queries. */
    Future<List<Stored>> load(Collection<String> ids) {
        Tuple parameters = Tuple.of(array(ids));
        Future<Map<String, List<StoredEntry>>> journals = pool.preparedQuery(JOURNALS)
                .execute(parameters)
                .map(rows -> {
                    Map<String, List<StoredEntry>> found = new HashMap<>();
                    for (Row row : rows)
                        found.computeIfAbsent(row.getString("workflow_id"), none -> new ArrayList<>())
                                .add(entry(row));
                    return found;
                });
        Future<Map<RunId, Map<Integer, WaitRow>>> waits = pool.preparedQuery(WAITS)
                .execute(parameters)
                .map(rows -> {
                    Map<RunId, Map<Integer, WaitRow>> found = new HashMap<>();
                    for (Row row : rows) {
                        RunId run = new RunId(row.getString("workflow_id"), row.getInteger("run"));
                        found.computeIfAbsent(run, none -> new HashMap<>(2)).put(row.getInteger("seq"), wait(row));
                    }
                    return found;
                });
        Future<Map<String, WorkflowHead>> heads = heads(ids);
        return Future.all(journals, waits, heads)
                .map(all -> heads.result().values().stream()
                        .map(head -> new Stored(
                                head,
                                journals.result().getOrDefault(head.id(), List.of()),
                                waits.result().getOrDefault(new RunId(head.id(), head.run()), Map.of())))
                        .toList());
    }

    private record RunId(String id, int run) {}

    /** The values of those events that were triggered. */
    Future<Map<String, String>> events(Collection<String> keys) {
        return pool.preparedQuery("SELECT key, body::text AS body FROM event WHERE key = ANY($1)")
                .execute(Tuple.of(array(keys)))
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
        return instant(row, "due_at")
                .<WaitRow>map(WaitRow.Timer::new)
                .orElseGet(() -> new WaitRow.Event(row.getString("key")));
    }

    private static StoredEntry entry(Row row) {
        return new StoredEntry(
                row.getLong("position"),
                instant(row, "at").orElseThrow(),
                new EntryRow(
                        row.getShort("type"),
                        row.getInteger("seq"),
                        row.getString("name"),
                        row.getString("line"),
                        row.getString("body")));
    }

    private static WorkflowHead head(Row row) {
        return new WorkflowHead(
                row.getString("id"),
                row.getShort("partition"),
                row.getString("name"),
                row.getInteger("version"),
                Status.valueOf(row.getString("status")),
                row.getInteger("run"),
                row.getString("input"),
                text(row, "result"),
                text(row, "failure"),
                text(row, "waiting_for"),
                text(row, "source_line"),
                text(row, "status_text"),
                row.getString("started_by"),
                instant(row, "created_at").orElseThrow(),
                instant(row, "updated_at").orElseThrow(),
                instant(row, "finished_at"));
    }

    private static Optional<String> text(Row row, String column) {
        return Optional.ofNullable(row.getString(column));
    }

    private static Optional<Instant> instant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }
}
