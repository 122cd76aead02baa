package io.dormouse.bench.asleep;

import com.sun.management.OperatingSystemMXBean;
import io.dormouse.bench.report.Report;
import io.dormouse.bench.rig.Rows;
import io.vertx.sqlclient.Row;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What a node does while nobody asks for anything.
 *
 * @param transactions in Postgres, those of the measurement among them
 * @param scanned rows read by going through whole tables
 * @param indexed entries of indexes that were looked at
 * @param processorMillis of this JVM
 */
record Background(double transactions, double scanned, double indexed, double processorMillis) {
    private static final String QUERY = """
        SELECT (SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database())::float8 AS transactions,
            (SELECT sum(seq_tup_read) FROM pg_stat_user_tables)::float8 AS scanned,
            (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes)::float8 AS indexed\
        """;

    /** Sessions tell what they have done only now and then. */
    private static final Duration UNTIL_TOLD = Duration.ofSeconds(12);

    /** Watches for so many seconds. */
    static Background over(Rows rows, int seconds) {
        rows.pause(UNTIL_TOLD);
        Background before = now(rows);
        rows.pause(Duration.ofSeconds(seconds));
        Background after = now(rows);
        return new Background(
                after.transactions - before.transactions,
                after.scanned - before.scanned,
                after.indexed - before.indexed,
                after.processorMillis - before.processorMillis);
    }

    private static Background now(Rows rows) {
        Row row = rows.query(QUERY).getFirst();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Background(
                row.getDouble("transactions"),
                row.getDouble("scanned"),
                row.getDouble("indexed"),
                system.getProcessCpuTime() / 1e6);
    }

    /** Tells what it is beside what it was with none asleep. */
    void tell(Report report, Background idle) {
        report.row("  transactions", idle.transactions, transactions);
        report.row("  rows read by scans", idle.scanned, scanned);
        report.row("  entries of indexes read", idle.indexed, indexed);
        report.row("  milliseconds of a processor, of the node", idle.processorMillis, processorMillis);
        report.figure("idleIndexEntries", idle.indexed);
        report.figure("asleepIndexEntries", indexed);
        report.figure("asleepScannedRows", scanned);
        report.figure("idleProcessorMillis", idle.processorMillis);
        report.figure("asleepProcessorMillis", processorMillis);
    }
}
