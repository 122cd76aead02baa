package io.dormouse.adapter;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.Optional;

/**
 * A row of {@code operation} as it was read.
 *
 * @param holder the number of the instance that holds it; 0 if none does
 * @param holderIsGone whether the holder's lock was free, and so will be for ever
 * @param holderName the holder's part of its address
 */
record LedgerRow(
        String key,
        String action,
        String digest,
        String request,
        String actor,
        State state,
        int holder,
        int attempt,
        Optional<JsonObject> expected,
        Optional<Outcome> outcome,
        boolean holderIsGone,
        Optional<String> holderName) {
    enum State {
        STARTED,
        DONE,
        UNKNOWN,
        CANCELLED
    }

    /** What a query selects for {@link #of}; $2 is the reader's own number. The lock is looked at only for what others hold. */
    static final String SELECT = """
        SELECT o.key, o.action, o.digest, o.request::text AS request, o.actor, o.state, coalesce(o.holder, 0) AS holder, o.attempt,
               o.expected::text AS expected, o.outcome::text AS outcome, i.name AS holder_name,
               CASE WHEN o.state = 'STARTED' AND o.holder <> $2
                    THEN pg_try_advisory_xact_lock_shared('instance'::regclass::oid::integer, o.holder)
                    ELSE false END AS gone
        FROM operation o LEFT JOIN instance i ON i.number = o.holder
        """;

    static LedgerRow of(Row row) {
        return new LedgerRow(
                row.getString("key"),
                row.getString("action"),
                row.getString("digest"),
                row.getString("request"),
                row.getString("actor"),
                State.valueOf(row.getString("state")),
                row.getInteger("holder"),
                row.getInteger("attempt"),
                Optional.ofNullable(row.getString("expected")).map(JsonObject::new),
                Optional.ofNullable(row.getString("outcome")).map(Outcome::new),
                row.getBoolean("gone"),
                Optional.ofNullable(row.getString("holder_name")));
    }
}
