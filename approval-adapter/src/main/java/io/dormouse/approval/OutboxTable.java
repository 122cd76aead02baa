package io.dormouse.approval;

import io.dormouse.contracts.Wire;
import io.dormouse.contracts.approval.Approval;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The rows of decisions that are not acknowledged yet. */
final class OutboxTable {
    /** Longer than the bus waits for an answer, so that a row is on its way once, as long as its sender lives. */
    private static final String CLAIM = """
        UPDATE outbox SET attempts = attempts + 1, due_at = now() + interval '20 seconds'
        WHERE approval_id IN (SELECT approval_id FROM outbox WHERE due_at <= now() ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
        RETURNING approval_id, value::text AS value\
        """;

    private static final String POSTPONE = """
        UPDATE outbox o SET last_failure = given.failure,
               due_at = now() + least(interval '10 seconds', interval '125 milliseconds' * power(2, least(attempts, 10)))
        FROM unnest($1::text[], $2::text[]) AS given (approval_id, failure) WHERE o.approval_id = given.approval_id\
        """;

    private final SqlClient client;

    /** @param value the JSON that the event carries */
    record Letter(String approvalId, String value) {}

    OutboxTable(SqlClient client) {
        this.client = client;
    }

    /** In the transaction of the decision; when that is committed, whoever listens is woken. */
    static Future<Void> put(SqlClient transaction, Approval decided) {
        return transaction
                .preparedQuery("""
                    WITH put AS (INSERT INTO outbox (approval_id, value) VALUES ($1, $2::text::json))
                    SELECT pg_notify($3, '')\
                    """)
                .execute(Tuple.of(decided.id(), Wire.text(decided), Outbox.CHANNEL))
                .mapEmpty();
    }

    /** What a sender of an earlier life took and perhaps did not send is due now. */
    Future<Void> releaseAll() {
        return client.query("UPDATE outbox SET due_at = now()").execute().mapEmpty();
    }

    Future<List<Letter>> claim(int most) {
        return client.preparedQuery(CLAIM).execute(Tuple.of(most)).map(rows -> {
            List<Letter> letters = new ArrayList<>();
            for (Row row : rows) letters.add(new Letter(row.getString("approval_id"), row.getString("value")));
            return letters;
        });
    }

    Future<Void> acknowledged(List<String> approvalIds) {
        return client.preparedQuery("DELETE FROM outbox WHERE approval_id = ANY($1)")
                .execute(Tuple.of(approvalIds.toArray(String[]::new)))
                .mapEmpty();
    }

    /** The more often it was tried, the later: from a quarter of a second to ten. */
    Future<Void> postpone(List<String> approvalIds, List<String> failures) {
        return client.preparedQuery(POSTPONE)
                .execute(Tuple.from(List.of(approvalIds.toArray(String[]::new), failures.toArray(String[]::new))))
                .mapEmpty();
    }

    /** How long until the next one is due, at most so long. */
    Future<Duration> nextDue(Duration atMost) {
        return client.preparedQuery(
                        "SELECT (1000 * extract(epoch FROM min(due_at) - now()))::bigint AS millis FROM outbox")
                .execute()
                .map(rows -> {
                    Long millis = rows.iterator().next().getLong("millis");
                    return millis == null ? atMost : Duration.ofMillis(Math.clamp(millis, 1, atMost.toMillis()));
                });
    }
}
