package io.dormouse.adapter;

import io.vertx.sqlclient.Tuple;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of one row of the ledger. Writes of a kind share a statement, whose first array is the keys and which returns the
 * keys that it changed.
 */
record LedgerWrite(Kind kind, String key, List<@Nullable Object> values) {
    /** In the order in which they stand in a transaction. */
    enum Kind {
        /** A new row, unless the key has one, with its line in the audit. Sorted keys, or two instances deadlock. */
        INSERT(
                """
                WITH made AS (
                  INSERT INTO operation (key, service, action, digest, request, actor, state, holder, attempt, asked)
                  SELECT key, service, action, digest, request::json, actor, state, holder, attempt, true
                  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::integer[], $9::integer[])
                    AS given (key, service, action, digest, request, actor, state, holder, attempt)
                  ON CONFLICT (key) DO NOTHING
                  RETURNING key, actor, action, request),
                noted AS (INSERT INTO audit (actor, action, target, detail) SELECT actor, action, key, request FROM made)
                SELECT key FROM made\
                """,
                String.class,
                String.class,
                String.class,
                String.class,
                String.class,
                String.class,
                Integer.class,
                Integer.class),
        /**
         * Takes a row over, if it is still as it was seen. The requests of the old attempt left before its holder was gone: at
         * the latest now, and at the latest 5 s after the holder was seen last, for then it would have been ended.
         */
        TAKE("""
            UPDATE operation o SET attempt = o.attempt + 1, holder = given.me, asked = false, updated_at = now(),
                   quiet_at = CASE WHEN o.asked
                                   THEN least(now(), greatest(o.updated_at, i.seen + interval '5 seconds')) + given.millis * interval '1 millisecond'
                                   ELSE o.quiet_at END
            FROM unnest($1::text[], $2::integer[], $3::integer[], $4::integer[], $5::bigint[]) AS given (key, attempt, holder, me, millis)
                 LEFT JOIN instance i ON i.number = given.holder
            WHERE o.key = given.key AND o.attempt = given.attempt AND o.holder = given.holder AND o.state = 'STARTED'
            RETURNING o.key, (1000 * extract(epoch FROM greatest(o.quiet_at - now(), interval '0')))::bigint AS wait\
            """, Integer.class, Integer.class, Integer.class, Long.class),
        /** Gives a row to the new number of the instance that holds it, if nobody took it over in between. */
        MOVE("""
            UPDATE operation o SET holder = given.me
            FROM unnest($1::text[], $2::integer[], $3::integer[], $4::integer[]) AS given (key, attempt, holder, me)
            WHERE o.key = given.key AND o.attempt = given.attempt AND o.holder = given.holder AND o.state = 'STARTED'
            RETURNING o.key\
            """, Integer.class, Integer.class, Integer.class),
        /** From here on this attempt may have sent something. */
        ASK("""
            UPDATE operation o SET asked = true, updated_at = now()
            FROM unnest($1::text[], $2::integer[]) AS given (key, attempt)
            WHERE o.key = given.key AND o.attempt = given.attempt AND o.state = 'STARTED'
            RETURNING o.key\
            """, Integer.class),
        /** What a conditional change is based on. */
        EXPECT("""
            UPDATE operation o SET expected = given.expected::json, updated_at = now()
            FROM unnest($1::text[], $2::integer[], $3::text[]) AS given (key, attempt, expected)
            WHERE o.key = given.key AND o.attempt = given.attempt AND o.state <> 'DONE'
            RETURNING o.key\
            """, Integer.class, String.class),
        /** The outcome, if this attempt is not superseded. */
        RECORD("""
            UPDATE operation o SET state = given.state, outcome = given.outcome::json, updated_at = now(),
                   settle_until = CASE WHEN given.settle > 0 THEN now() + given.settle * interval '1 millisecond' END
            FROM unnest($1::text[], $2::integer[], $3::text[], $4::text[], $5::bigint[]) AS given (key, attempt, state, outcome, settle)
            WHERE o.key = given.key AND o.attempt = given.attempt AND o.state <> 'DONE'
            RETURNING o.key\
            """, Integer.class, String.class, String.class, Long.class);

        private final String sql;
        private final List<Class<?>> columns;

        Kind(String sql, Class<?>... columns) {
            this.sql = sql;
            this.columns = List.of(columns);
        }

        String sql() {
            return sql;
        }

        /** The parameters of one statement that makes all these writes. */
        Tuple tuple(List<LedgerWrite> writes) {
            List<LedgerWrite> sorted = new ArrayList<>(writes);
            sorted.sort(Comparator.comparing(LedgerWrite::key));
            Tuple tuple = Tuple.of(sorted.stream().map(LedgerWrite::key).toArray(String[]::new));
            for (int column = 0; column < columns.size(); column++) {
                Object array = Array.newInstance(columns.get(column), sorted.size());
                for (int row = 0; row < sorted.size(); row++) {
                    Array.set(array, row, sorted.get(row).values().get(column));
                }
                tuple.addValue(array);
            }
            return tuple;
        }
    }

    int bytes() {
        return values.stream()
                .mapToInt(value -> value instanceof String text ? text.length() : 8)
                .sum();
    }
}
