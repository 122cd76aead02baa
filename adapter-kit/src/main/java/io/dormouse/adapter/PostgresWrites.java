package io.dormouse.adapter;

import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The statements that make {@link LedgerWrite}s. Writes of a kind share one, whose first array is the keys and which returns the keys that it changed. */
enum PostgresWrites {
    /** Sorted keys, or two instances deadlock. */
    INSERT("""
        WITH made AS (
          INSERT INTO operation (key, service, action, digest, request, actor, state, holder, attempt, asked)
          SELECT key, service, action, digest, request::json, actor, state, holder, attempt, true
          FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::integer[], $9::integer[])
            AS given (key, service, action, digest, request, actor, state, holder, attempt)
          ON CONFLICT (key) DO NOTHING
          RETURNING key, actor, action, request),
        noted AS (INSERT INTO audit (actor, action, target, detail) SELECT actor, action, key, request FROM made)
        SELECT key FROM made\
        """),
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
        """),
    MOVE("""
        UPDATE operation o SET holder = given.me
        FROM unnest($1::text[], $2::integer[], $3::integer[], $4::integer[]) AS given (key, attempt, holder, me)
        WHERE o.key = given.key AND o.attempt = given.attempt AND o.holder = given.holder AND o.state = 'STARTED'
        RETURNING o.key\
        """),
    ASK("""
        UPDATE operation o SET asked = true, updated_at = now()
        FROM unnest($1::text[], $2::integer[]) AS given (key, attempt)
        WHERE o.key = given.key AND o.attempt = given.attempt AND o.state = 'STARTED'
        RETURNING o.key\
        """),
    EXPECT("""
        UPDATE operation o SET expected = given.expected::json, updated_at = now()
        FROM unnest($1::text[], $2::integer[], $3::text[]) AS given (key, attempt, expected)
        WHERE o.key = given.key AND o.attempt = given.attempt AND o.state <> 'DONE'
        RETURNING o.key\
        """),
    UNSETTLE("""
        UPDATE operation o SET settle_until = greatest(o.settle_until, now() + given.settle * interval '1 millisecond')
        FROM unnest($1::text[], $2::integer[], $3::bigint[]) AS given (key, attempt, settle)
        WHERE o.key = given.key AND o.attempt <> given.attempt AND o.state = 'DONE'
        RETURNING o.key\
        """),
    CONCLUDE("""
        UPDATE operation o SET state = given.state, outcome = given.outcome::json, updated_at = now(),
               settle_until = CASE WHEN given.settle > 0 THEN now() + given.settle * interval '1 millisecond' END
        FROM unnest($1::text[], $2::integer[], $3::text[], $4::text[], $5::bigint[]) AS given (key, attempt, state, outcome, settle)
        WHERE o.key = given.key AND o.attempt = given.attempt AND o.state <> 'DONE'
        RETURNING o.key\
        """);

    private final String sql;

    PostgresWrites(String sql) {
        this.sql = sql;
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

    /** The parameters of one statement that makes all these writes, which are its own. */
    Tuple tuple(List<LedgerWrite> writes) {
        List<LedgerWrite> sorted = new ArrayList<>(writes);
        sorted.sort(Comparator.comparing(LedgerWrite::key));
        return switch (this) {
            case INSERT -> inserts(all(LedgerWrite.Insert.class, sorted));
            case TAKE -> takes(all(LedgerWrite.Take.class, sorted));
            case MOVE -> moves(all(LedgerWrite.Move.class, sorted));
            case ASK -> asks(all(LedgerWrite.Ask.class, sorted));
            case EXPECT -> expects(all(LedgerWrite.Expect.class, sorted));
            case UNSETTLE -> unsettles(all(LedgerWrite.Unsettle.class, sorted));
            case CONCLUDE -> concludes(all(LedgerWrite.Conclude.class, sorted));
        };
    }

    private static Tuple inserts(List<LedgerWrite.Insert> rows) {
        return Tuple.from(List.of(
                texts(rows, LedgerWrite.Insert::key),
                texts(rows, LedgerWrite.Insert::service),
                texts(rows, LedgerWrite.Insert::action),
                texts(rows, LedgerWrite.Insert::digest),
                texts(rows, LedgerWrite.Insert::request),
                texts(rows, LedgerWrite.Insert::actor),
                texts(rows, row -> row.state().name()),
                numbers(rows, row -> row.holder().orElse(null)),
                numbers(rows, LedgerWrite.Insert::attempt)));
    }

    private static Tuple takes(List<LedgerWrite.Take> rows) {
        return Tuple.from(List.of(
                texts(rows, LedgerWrite.Take::key),
                numbers(rows, LedgerWrite.Take::attempt),
                numbers(rows, LedgerWrite.Take::holder),
                numbers(rows, LedgerWrite.Take::me),
                millis(rows, LedgerWrite.Take::requestTimeout)));
    }

    private static Tuple moves(List<LedgerWrite.Move> rows) {
        return Tuple.from(List.of(
                texts(rows, LedgerWrite.Move::key),
                numbers(rows, LedgerWrite.Move::attempt),
                numbers(rows, LedgerWrite.Move::from),
                numbers(rows, LedgerWrite.Move::to)));
    }

    private static Tuple asks(List<LedgerWrite.Ask> rows) {
        return Tuple.from(List.of(texts(rows, LedgerWrite.Ask::key), numbers(rows, LedgerWrite.Ask::attempt)));
    }

    private static Tuple expects(List<LedgerWrite.Expect> rows) {
        return Tuple.from(List.of(
                texts(rows, LedgerWrite.Expect::key),
                numbers(rows, LedgerWrite.Expect::attempt),
                texts(rows, LedgerWrite.Expect::found)));
    }

    private static Tuple unsettles(List<LedgerWrite.Unsettle> rows) {
        return Tuple.from(List.of(
                texts(rows, LedgerWrite.Unsettle::key),
                numbers(rows, LedgerWrite.Unsettle::attempt),
                millis(rows, LedgerWrite.Unsettle::settle)));
    }

    private static Tuple concludes(List<LedgerWrite.Conclude> rows) {
        return Tuple.from(List.of(
                texts(rows, LedgerWrite.Conclude::key),
                numbers(rows, LedgerWrite.Conclude::attempt),
                texts(rows, row -> row.state().name()),
                texts(rows, row -> row.outcome().map(Outcome::json).orElse(null)),
                millis(rows, LedgerWrite.Conclude::settle)));
    }

    private static <W extends LedgerWrite> List<W> all(Class<W> kind, List<LedgerWrite> writes) {
        return writes.stream().map(kind::cast).toList();
    }

    private static <W> @Nullable String[] texts(List<W> rows, Function<W, @Nullable String> column) {
        @Nullable String[] texts = new String[rows.size()];
        for (int row = 0; row < texts.length; row++) texts[row] = column.apply(rows.get(row));
        return texts;
    }

    private static <W> @Nullable Integer[] numbers(List<W> rows, Function<W, @Nullable Integer> column) {
        @Nullable Integer[] numbers = new Integer[rows.size()];
        for (int row = 0; row < numbers.length; row++) numbers[row] = column.apply(rows.get(row));
        return numbers;
    }

    private static <W> Long[] millis(List<W> rows, Function<W, Duration> column) {
        Long[] millis = new Long[rows.size()];
        for (int row = 0; row < millis.length; row++)
            millis[row] = column.apply(rows.get(row)).toMillis();
        return millis;
    }
}
