package io.dormouse.workflow.store;

import io.dormouse.engine.journal.EntryRow;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.Stored.StoredEntry;
import io.dormouse.engine.store.WorkflowHead;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** From rows of the tables {@code workflow} and {@code journal} to what the engine knows. */
final class WorkflowRows {
    private static final String PLAIN = """
        id, partition, name, version, status, run, waiting_for, source_line, status_text, tags::text AS tags, parent_id,
        started_by, created_at, updated_at, finished_at,\
        """;

    /** The columns of a head. */
    static final String COLUMNS = PLAIN + " input::text AS input, result::text AS result, failure::text AS failure";

    /** The columns of a head of which no payload is read: its input is null, and it tells of no outcome. */
    static final String WITHOUT_PAYLOAD = PLAIN + " 'null' AS input, NULL AS result, NULL AS failure";

    /** The columns of an entry. */
    static final String ENTRY = "position, at, type, seq, journal.name, line, body::text AS body";

    private WorkflowRows() {}

    static WorkflowHead head(Row row) {
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
                text(row, "tags").map(WorkflowRows::tags).orElse(Map.of()),
                text(row, "parent_id"),
                row.getString("started_by"),
                instant(row, "created_at").orElseThrow(),
                instant(row, "updated_at").orElseThrow(),
                instant(row, "finished_at"));
    }

    private static Map<String, String> tags(String json) {
        return new JsonObject(json)
                .stream()
                        .collect(
                                Collectors.toUnmodifiableMap(Map.Entry::getKey, tag -> String.valueOf(tag.getValue())));
    }

    static StoredEntry entry(Row row) {
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

    static Optional<String> text(Row row, String column) {
        return Optional.ofNullable(row.getString(column));
    }

    static Optional<Instant> instant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }
}
