package io.dormouse.approval;

import io.dormouse.adapter.KeyedUndo;
import io.dormouse.contracts.approval.Approval;
import io.dormouse.contracts.approval.ApprovalFailure;
import io.dormouse.contracts.approval.ApprovalPage;
import io.dormouse.contracts.approval.ListApprovals;
import io.dormouse.contracts.approval.RequestApproval;
import io.dormouse.contracts.approval.Verdict;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of what was asked and decided. */
final class Approvals {
    static final String PENDING = "PENDING";
    static final String WITHDRAWN = "WITHDRAWN";

    private static final String COLUMNS =
            "id, question, approvers, requester, state, comment, decided_by, created_at, decided_at";

    private Approvals() {}

    /** @param key of the call that asks @return false if the id is taken */
    static Future<Boolean> insert(SqlClient client, RequestApproval request, String requester, String key) {
        return client.preparedQuery(
                        "INSERT INTO request (id, question, approvers, requester, key) VALUES ($1, $2, $3, $4, $5) ON"
                                + " CONFLICT DO NOTHING")
                .execute(Tuple.of(
                        request.id(), request.question(), request.approvers().toArray(String[]::new), requester, key))
                .map(inserted -> inserted.rowCount() == 1);
    }

    static Future<Approval> get(SqlClient client, String id) {
        return one(client, "SELECT " + COLUMNS + " FROM request WHERE id = $1", id);
    }

    /** Whoever decides the same request waits here, and then sees what was decided. */
    static Future<Approval> lock(SqlClient client, String id) {
        return one(client, "SELECT " + COLUMNS + " FROM request WHERE id = $1 FOR UPDATE", id);
    }

    static Future<Approval> decide(SqlClient client, String id, Verdict verdict, String comment, String decider) {
        String state = verdict == Verdict.APPROVE ? "APPROVED" : "REJECTED";
        return client.preparedQuery("""
            UPDATE request SET state = $2, comment = nullif($3, ''), decided_by = $4, decided_at = now()
            WHERE id = $1 RETURNING
            """ + COLUMNS)
                .execute(Tuple.of(id, state, comment, decider))
                .map(updated -> approval(updated.iterator().next()));
    }

    /** Takes a request back that nobody has decided, if it was made by this call and not found by it. */
    static Future<KeyedUndo.Undone> withdraw(SqlClient client, String id, String key) {
        return client.preparedQuery("SELECT state FROM request WHERE id = $1 AND key = $2 FOR UPDATE")
                .execute(Tuple.of(id, key))
                .map(rows -> rows.size() == 0 ? "" : rows.iterator().next().getString("state"))
                .compose(state -> switch (state) {
                    case PENDING ->
                        client.preparedQuery("UPDATE request SET state = 'WITHDRAWN' WHERE id = $1")
                                .execute(Tuple.of(id))
                                .map(KeyedUndo.Undone.NOW);
                    case WITHDRAWN -> Future.succeededFuture(KeyedUndo.Undone.BEFORE);
                    default -> Future.succeededFuture(KeyedUndo.Undone.NEVER);
                });
    }

    /** Oldest first, from behind the cursor. */
    static Future<ApprovalPage> list(SqlClient client, ListApprovals request) {
        @Nullable Cursor after = request.cursor().map(Cursor::parse).orElse(null);
        return client.preparedQuery("SELECT " + COLUMNS + """
             FROM request
            WHERE ($1::text IS NULL OR state = $1)
              AND ($2::timestamptz IS NULL OR (created_at, id) > ($2, $3))
            ORDER BY created_at, id LIMIT $4\
            """)
                .execute(Tuple.of(
                        request.state().orElse(null),
                        after == null ? null : after.createdAt(),
                        after == null ? null : after.id(),
                        request.limit() + 1))
                .map(rows -> page(rows, request.limit()));
    }

    private static ApprovalPage page(RowSet<Row> rows, int limit) {
        List<Approval> items = new ArrayList<>();
        Optional<String> next = Optional.empty();
        Optional<Cursor> last = Optional.empty();
        for (Row row : rows) {
            if (items.size() == limit) next = last.map(Cursor::text);
            else items.add(approval(row));
            last = Optional.of(new Cursor(row.getOffsetDateTime("created_at"), row.getString("id")));
        }
        return new ApprovalPage(items, next);
    }

    private static Future<Approval> one(SqlClient client, String sql, String id) {
        return client.preparedQuery(sql)
                .execute(Tuple.of(id))
                .compose(rows -> rows.size() == 0
                        ? Future.failedFuture(ApprovalFailure.APPROVAL_UNKNOWN.exception(
                                "there is no request for a decision with the id %s; the list of approvals has those that there are"
                                        .formatted(id)))
                        : Future.succeededFuture(approval(rows.iterator().next())));
    }

    private static Approval approval(Row row) {
        return new Approval(
                row.getString("id"),
                row.getString("question"),
                List.of(row.getArrayOfStrings("approvers")),
                row.getString("requester"),
                row.getString("state"),
                Optional.ofNullable(row.getString("comment")),
                Optional.ofNullable(row.getString("decided_by")),
                row.getOffsetDateTime("created_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("decided_at")).map(OffsetDateTime::toInstant));
    }
}
