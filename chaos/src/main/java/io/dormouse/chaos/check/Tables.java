package io.dormouse.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.dormouse.chaos.check.Evidence.DeployRow;
import io.dormouse.chaos.check.Evidence.EventRow;
import io.dormouse.chaos.check.Evidence.LedgerKey;
import io.dormouse.chaos.check.Evidence.Noted;
import io.dormouse.chaos.check.Evidence.OperationRow;
import io.dormouse.chaos.check.Evidence.RequestRow;
import io.dormouse.chaos.check.Evidence.ServerRow;
import io.dormouse.chaos.check.Evidence.WorkflowRow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Postgres holds. Reads only, in one snapshot. */
final class Tables {
    private static final List<String> LEDGERS = List.of("iaas", "dns", "job", "approval");

    /** Rows that must be gone when all has come to rest; each query gives a sentence a row. */
    private static final List<String> LEFTOVERS = List.of(
            "SELECT format('the cancellation of %s at %s waits for an answer', key, service) FROM"
                    + " dormouse.cancellation",
            "SELECT format('the decision %s has not reached its workflow', approval_id) FROM approval.outbox",
            """
            SELECT format('%s is %s, and its timer %s is there', w.id, w.status, t.seq)
            FROM dormouse.timer t JOIN dormouse.workflow w ON w.id = t.workflow_id
            WHERE w.finished_at IS NOT NULL OR t.run <> w.run\
            """,
            """
            SELECT format('%s is %s, and waits for the event %s', w.id, w.status, e.key)
            FROM dormouse.event_waiter e JOIN dormouse.workflow w ON w.id = e.workflow_id
            WHERE w.finished_at IS NOT NULL OR e.run <> w.run\
            """,
            """
            SELECT format('%s waits for the event %s, which came at %s', w.workflow_id, w.key, e.triggered_at)
            FROM dormouse.event_waiter w JOIN dormouse.event e ON e.key = w.key\
            """);

    private final Connection connection;

    private interface Reading<T> {
        T row(ResultSet result) throws SQLException;
    }

    /** @param connection stays the caller's to close */
    Tables(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
    }

    Map<String, WorkflowRow> workflows() throws SQLException {
        Map<String, WorkflowRow> rows = new LinkedHashMap<>();
        read(
                "SELECT id, name, status, run, result, failure, parent_id FROM dormouse.workflow ORDER BY created_at,"
                        + " id",
                row -> rows.put(
                        row.getString(1),
                        new WorkflowRow(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getInt(4),
                                json(row.getString(5)),
                                text(row.getString(6)),
                                Optional.ofNullable(row.getString(7)))));
        return rows;
    }

    Map<String, List<EntryRow>> journals() throws SQLException {
        Map<String, List<EntryRow>> journals = new HashMap<>();
        read(
                """
                SELECT workflow_id, run, position, type, coalesce(seq, -1), name, body
                FROM dormouse.journal ORDER BY workflow_id, run, position\
                """,
                row -> journals.computeIfAbsent(row.getString(1), first -> new ArrayList<>())
                        .add(new EntryRow(
                                row.getInt(2),
                                row.getLong(3),
                                EntryRow.Type.of(row.getInt(4)),
                                row.getInt(5),
                                text(row.getString(6)),
                                row.getString(7))));
        return journals;
    }

    Map<String, Set<String>> signalIds() throws SQLException {
        Map<String, Set<String>> ids = new HashMap<>();
        read(
                "SELECT workflow_id, signal_id FROM dormouse.signal_id",
                row -> ids.computeIfAbsent(row.getString(1), first -> new HashSet<>())
                        .add(row.getString(2)));
        return ids;
    }

    Map<String, EventRow> events() throws SQLException {
        Map<String, EventRow> events = new HashMap<>();
        read(
                "SELECT key, body, open FROM dormouse.event",
                row -> events.put(
                        row.getString(1), new EventRow(row.getString(1), json(row.getString(2)), row.getBoolean(3))));
        return events;
    }

    Map<LedgerKey, OperationRow> operations() throws SQLException {
        Map<LedgerKey, OperationRow> operations = new LinkedHashMap<>();
        for (String schema : LEDGERS) {
            read("SELECT key, action, state, attempt, request, outcome FROM %s.operation".formatted(schema), row -> {
                LedgerKey key = new LedgerKey(schema, row.getString(1));
                return operations.put(
                        key,
                        new OperationRow(
                                key,
                                row.getString(2),
                                row.getString(3),
                                row.getInt(4),
                                json(row.getString(5)),
                                result(json(row.getString(6)))));
            });
        }
        return operations;
    }

    /** A success without a result has the result null, as journals have it. */
    private static JsonNode result(JsonNode outcome) {
        return outcome.isObject() && !outcome.has("failure") && !outcome.has("result")
                ? NullNode.getInstance()
                : outcome.path("result");
    }

    Map<String, RequestRow> requests() throws SQLException {
        Map<String, RequestRow> requests = new HashMap<>();
        read(
                "SELECT id, state, comment, decided_by FROM approval.request",
                row -> requests.put(
                        row.getString(1),
                        new RequestRow(
                                row.getString(1), row.getString(2), text(row.getString(3)), text(row.getString(4)))));
        return requests;
    }

    /** Servers that were given back, which their cloud does not list any more. */
    List<ServerRow> formerServers() throws SQLException {
        return read(
                "SELECT id, token, host(address) FROM sandbox.server WHERE deleted_at IS NOT NULL",
                row -> new ServerRow(row.getString(1), row.getString(2), row.getString(3), false));
    }

    List<DeployRow> deploys() throws SQLException {
        return read(
                "SELECT server_id, key, release FROM sandbox.deployment ORDER BY sequence",
                row -> new DeployRow(row.getString(1), row.getString(2), row.getString(3)));
    }

    List<String> leftovers() throws SQLException {
        List<String> sentences = new ArrayList<>();
        for (String query : LEFTOVERS) sentences.addAll(read(query, row -> row.getString(1)));
        return sentences;
    }

    /** What {@link Witness} has seen. */
    List<String> trespasses() throws SQLException {
        return read("SELECT sentence FROM witness.trespass", row -> row.getString(1));
    }

    /** The keys under which the gateways noted changes, without what the gateway puts before those of decisions. */
    Set<String> audited() throws SQLException {
        return new HashSet<>(read(
                "SELECT regexp_replace(detail ->> 'key', '^gateway/[^/]*/', '') FROM gateway.audit",
                row -> text(row.getString(1))));
    }

    Map<Noted, Integer> noted() throws SQLException {
        Map<Noted, Integer> noted = new HashMap<>();
        read(
                "SELECT action, target, count(*) FROM dormouse.audit GROUP BY action, target",
                row -> noted.put(new Noted(row.getString(1), row.getString(2)), row.getInt(3)));
        return noted;
    }

    private <T> List<T> read(String query, Reading<T> reading) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(10_000);
            try (ResultSet result = statement.executeQuery(query)) {
                List<T> rows = new ArrayList<>();
                while (result.next()) rows.add(reading.row(result));
                return rows;
            }
        }
    }

    private static JsonNode json(@Nullable String text) {
        return text == null ? MissingNode.getInstance() : EntryRow.json(text);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
