package io.dormouse.bench.growth;

import io.dormouse.host.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Workflows of two steps that ended long ago, put into the tables by SQL: a row, its line in the audit and a journal of four
 * entries each, under ids in no order. The indexes are made when the rows are there, and as loosely filled as those that have
 * grown by random ids. Blocks the calling thread; no node may run meanwhile.
 */
final class Ended implements AutoCloseable {
    private static final long CHUNK = 250_000;
    private static final Map<String, String> SETTINGS =
            Map.of("maintenance_work_mem", "1GB", "synchronous_commit", "off", "lock_timeout", "0");
    private static final List<String> TABLES = List.of("journal", "workflow", "audit");

    private static final String ID = "md5('ended ' || number)::uuid::text";

    /** How long ago the first ended. */
    private static final Duration FIRST = Duration.ofDays(100);

    /** All of them ended longer ago, however many there are. */
    static final Duration LAST = Duration.ofDays(42);

    private static final String JOURNALS = """
        INSERT INTO journal (workflow_id, run, position, type, seq, name, line, body, at)
        SELECT id, 0, position, CASE position WHEN 0 THEN 1 WHEN 3 THEN 4 ELSE 3 END,
            CASE WHEN position BETWEEN 1 AND 2 THEN position - 1 END,
            CASE position WHEN 0 THEN 'bench-steps' WHEN 3 THEN NULL ELSE 'step' END,
            CASE WHEN position BETWEEN 1 AND 2 THEN 'TenSteps.java:21' END,
            (CASE position
                WHEN 0 THEN '{"v":1,"version":1,"input":{"steps":2},"startedBy":"bench","origin":{"seed":557700679194777,"id":"'
                    || id || '","run":0}}'
                WHEN 3 THEN '{"v":1,"outcome":{"success":1}}'
                ELSE '{"v":1,"kind":"run","outcome":{"success":1}}' END)::json,
            at
        FROM (SELECT %s AS id, %s AS at FROM generate_series(%d::bigint, %d::bigint) AS number) AS workflow,
            generate_series(0, 3) AS position\
        """;
    private static final String WORKFLOWS = """
        INSERT INTO workflow (id, partition, name, version, status, run, input, result, started_by, created_at, updated_at,
            finished_at)
        SELECT id, number %% 271, 'bench-steps', 1, 'COMPLETED', 0, '{"steps":2}', '1', 'bench', at, at, at
        FROM (SELECT number, %s AS id, %s AS at FROM generate_series(%d::bigint, %d::bigint) AS number) AS workflow\
        """;
    private static final String AUDIT = """
        INSERT INTO audit (at, actor, action, target, detail) SELECT at, 'bench', 'start', id, 'bench-steps'
        FROM (SELECT %s AS id, %s AS at FROM generate_series(%d::bigint, %d::bigint) AS number) AS workflow\
        """;

    private static final String INDEXES = """
        SELECT indexrelid::regclass::text AS name, indrelid::regclass::text AS home, indisprimary,
            coalesce(pg_get_constraintdef(pg_constraint.oid), pg_get_indexdef(indexrelid)) AS made_by
        FROM pg_index LEFT JOIN pg_constraint ON conindid = indexrelid AND contype = 'p'
        WHERE indrelid::regclass::text = '%s'\
        """;

    /** As many as there are processors. */
    private final List<PgConnection> connections = new ArrayList<>();

    /** The tables are there. */
    Ended(Vertx vertx, Database database) {
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            connections.add(database.connect(vertx, SETTINGS).await());
        }
    }

    /** Returns when they are there and Postgres has looked at what the tables hold. */
    void make(long workflows) {
        List<String> indexes = dropIndexes();
        List<String> rows = new ArrayList<>();
        for (String insert : List.of(JOURNALS, WORKFLOWS, AUDIT)) {
            for (long from = 0; from < workflows; from += CHUNK) {
                rows.add(insert.formatted(ID, at(workflows), from, Math.min(workflows, from + CHUNK) - 1));
            }
        }
        runAll(rows);
        runAll(indexes);
        runAll(TABLES.stream().map("VACUUM ANALYZE "::concat).toList());
    }

    /** When the one with this {@code number} ended, in SQL: one after another with the same time between them. */
    static String at(long workflows) {
        return "now() - interval '%d s' + number * interval '%d us'"
                .formatted(FIRST.toSeconds(), FIRST.minus(LAST).toNanos() / 1_000 / workflows);
    }

    /** @return what makes them again */
    private List<String> dropIndexes() {
        List<String> primary = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String table : TABLES) {
            connections
                    .getFirst()
                    .query(INDEXES.formatted(table))
                    .execute()
                    .await()
                    .forEach(index -> {
                        String name = index.getString("name");
                        if (index.getBoolean("indisprimary")) {
                            run("ALTER TABLE %s DROP CONSTRAINT %s".formatted(table, name));
                            primary.add("ALTER TABLE %s ADD CONSTRAINT %s %s WITH (fillfactor = 70)"
                                    .formatted(table, name, index.getString("made_by")));
                        } else {
                            run("DROP INDEX " + name);
                            others.add(index.getString("made_by"));
                        }
                    });
        }
        primary.addAll(others);
        return primary;
    }

    private void run(String sql) {
        connections.getFirst().query(sql).execute().await();
    }

    /** Each connection takes the next when it has done one. */
    private void runAll(Collection<String> statements) {
        Deque<String> left = new ArrayDeque<>(statements);
        Future.all(connections.stream()
                        .map(connection -> runNext(connection, left))
                        .toList())
                .await();
    }

    private static Future<?> runNext(PgConnection connection, Deque<String> left) {
        String next;
        synchronized (left) {
            next = left.poll();
        }
        return next == null
                ? Future.succeededFuture()
                : connection.query(next).execute().compose(done -> runNext(connection, left));
    }

    @Override
    public void close() {
        connections.forEach(connection -> connection.close().await());
    }
}
