package io.dormouse.adapter;

import io.vertx.sqlclient.Tuple;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements that make {@link LedgerWrite}s. Writes of a kind share one, whose first array is the keys and which returns the keys that it changed. */
enum PostgresWrites {
    /** Sorted keys, or two instances deadlock. */
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
    TAKE("""
        UPDATE operation o SET attempt = o.attempt + 1, holder = given.me, asked = false, updated_at = now(),
               quiet_at = CASE WHEN o.asked
                               THEN least(now(), greatest(o.updated_at, i.seen + interval '5 seconds')) + given.millis * interval '1 millisecond'
                               ELSE o.quiet_at END
        FROM unnest($1::text[], $2::integer[], $3::integer[], $4::integer[], $5::bigint[]) AS given (key, attempt, holder, me, millis)
             LEFT JOIN instance i ON i.number = given.holder
        WHERE o.key = given.key AND o.attempt = given.attempt AND o.holder = given.holder AND o.state = 'STARTED'
        RETURNING o.key, (1000 * extract(epoch FROM greatest(o.quiet_at - now(), interval '0')))::bigint AS wait,
                  o.expected::text AS expected\
        """, Integer.class, Integer.class, Integer.class, Long.class),
    MOVE("""
        UPDATE operation o SET holder = given.me
        FROM unnest($1::text[], $2::integer[], $3::integer[], $4::integer[]) AS given (key, attempt, holder, me)
        WHERE o.key = given.key AND o.attempt = given.attempt AND o.holder = given.holder AND o.state = 'STARTED'
        RETURNING o.key\
        """, Integer.class, Integer.class, Integer.class),
    ASK("""
        UPDATE operation o SET asked = true, updated_at = now()
        FROM unnest($1::text[], $2::integer[]) AS given (key, attempt)
        WHERE o.key = given.key AND o.attempt = given.attempt AND o.state = 'STARTED'
        RETURNING o.key\
        """, Integer.class),
    EXPECT("""
        UPDATE operation o SET expected = given.expected::json, updated_at = now()
        FROM unnest($1::text[], $2::integer[], $3::text[]) AS given (key, attempt, expected)
        WHERE o.key = given.key AND o.attempt = given.attempt AND o.state <> 'DONE'
        RETURNING o.key\
        """, Integer.class, String.class),
    UNSETTLE("""
        UPDATE operation o SET settle_until = greatest(o.settle_until, now() + given.settle * interval '1 millisecond')
        FROM unnest($1::text[], $2::integer[], $3::bigint[]) AS given (key, attempt, settle)
        WHERE o.key = given.key AND o.attempt <> given.attempt AND o.state = 'DONE'
        RETURNING o.key\
        """, Integer.class, Long.class),
    CONCLUDE("""
        UPDATE operation o SET state = given.state, outcome = given.outcome::json, updated_at = now(),
               settle_until = CASE WHEN given.settle > 0 THEN now() + given.settle * interval '1 millisecond' END
        FROM unnest($1::text[], $2::integer[], $3::text[], $4::text[], $5::bigint[]) AS given (key, attempt, state, outcome, settle)
        WHERE o.key = given.key AND o.attempt = given.attempt AND o.state <> 'DONE'
        RETURNING o.key\
        """, Integer.class, String.class, String.class, Long.class);

    private final String sql;
    private final List<Class<?>> columns;

    PostgresWrites(String sql, Class<?>... columns) {
        this.sql = sql;
        this.columns = List.of(columns);
    }

    String sql() {
        return sql;
    }

    /** The writes by the statement that makes them, in the order in which they stand in a transaction. */
    static Map<PostgresWrites, List<LedgerWrite>> byStatement(List<LedgerWrite> writes) {
        Map<PostgresWrites, List<LedgerWrite>> statements = new EnumMap<>(PostgresWrites.class);
        for (LedgerWrite write : writes) {
            statements
                    .computeIfAbsent(of(write), statement -> new ArrayList<>())
                    .add(write);
        }
        return statements;
    }

    static PostgresWrites of(LedgerWrite write) {
        return switch (write) {
            case LedgerWrite.Insert insert -> INSERT;
            case LedgerWrite.Take take -> TAKE;
            case LedgerWrite.Move move -> MOVE;
            case LedgerWrite.Ask ask -> ASK;
            case LedgerWrite.Expect expect -> EXPECT;
            case LedgerWrite.Unsettle unsettle -> UNSETTLE;
            case LedgerWrite.Conclude conclude -> CONCLUDE;
        };
    }

    private static List<@Nullable Object> values(LedgerWrite write) {
        return switch (write) {
            case LedgerWrite.Insert row ->
                Arrays.asList(
                        row.service(),
                        row.action(),
                        row.digest(),
                        row.request(),
                        row.actor(),
                        row.state().name(),
                        row.holder().orElse(null),
                        row.attempt());
            case LedgerWrite.Take take ->
                Arrays.asList(
                        take.attempt(),
                        take.holder(),
                        take.me(),
                        take.requestTimeout().toMillis());
            case LedgerWrite.Move move -> Arrays.asList(move.attempt(), move.from(), move.to());
            case LedgerWrite.Ask ask -> Arrays.asList(ask.attempt());
            case LedgerWrite.Expect expect -> Arrays.asList(expect.attempt(), expect.found());
            case LedgerWrite.Unsettle unsettle ->
                Arrays.asList(unsettle.attempt(), unsettle.settle().toMillis());
            case LedgerWrite.Conclude end ->
                Arrays.asList(
                        end.attempt(),
                        end.state().name(),
                        end.outcome().map(Outcome::json).orElse(null),
                        end.settle().toMillis());
        };
    }

    /** The parameters of one statement that makes all these writes. */
    Tuple tuple(List<LedgerWrite> writes) {
        List<LedgerWrite> sorted = new ArrayList<>(writes);
        sorted.sort(Comparator.comparing(LedgerWrite::key));
        Tuple tuple = Tuple.of(sorted.stream().map(LedgerWrite::key).toArray(String[]::new));
        List<Object> arrays = columns.stream()
                .map(column -> Array.newInstance(column, sorted.size()))
                .toList();
        for (int row = 0; row < sorted.size(); row++) {
            List<@Nullable Object> values = values(sorted.get(row));
            for (int column = 0; column < columns.size(); column++)
                Array.set(arrays.get(column), row, values.get(column));
        }
        arrays.forEach(tuple::addValue);
        return tuple;
    }
}
