package io.dormouse.bench.asleep;

import io.dormouse.bench.report.Report;
import io.dormouse.bench.rig.Rows;
import io.vertx.sqlclient.Row;
import java.util.LinkedHashMap;
import java.util.Map;

/** What tables and their indexes take on disk. */
final class Sizes {
    private static final String QUERY = """
        SELECT relname, pg_table_size(oid)::float8 AS own FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
        UNION ALL
        SELECT relname, pg_relation_size(oid)::float8 FROM pg_class WHERE relkind = 'i' AND relnamespace = current_schema()::regnamespace
        ORDER BY own DESC\
        """;

    private Sizes() {}

    /** Bytes by the name of the table or index. */
    static Map<String, Double> of(Rows rows) {
        Map<String, Double> sizes = new LinkedHashMap<>();
        for (Row row : rows.query(QUERY)) sizes.put(row.getString("relname"), row.getDouble("own"));
        return sizes;
    }

    /** Tells by how much they have grown for each sleeper, and what has grown most. */
    static void tell(Report report, Map<String, Double> before, Map<String, Double> after, int sleepers) {
        Map<String, Double> each = new LinkedHashMap<>();
        after.forEach((name, bytes) -> each.put(name, (bytes - before.getOrDefault(name, 0.0)) / sleepers));
        report.figure(
                "postgresBytesEach",
                "bytes of Postgres, each",
                each.values().stream().mapToDouble(Double::doubleValue).sum());
        each.forEach((name, bytes) -> {
            if (bytes >= 1) report.row("  " + name, bytes);
        });
    }
}
