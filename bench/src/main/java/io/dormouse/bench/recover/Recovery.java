package io.dormouse.bench.recover;

import io.dormouse.bench.report.Report;
import io.dormouse.bench.rig.Databases;
import io.dormouse.host.Database;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * So many workflows are in the middle of a step, four others behind them, when their process gets a SIGKILL. It is started again,
 * as {@code ./dormouse up} would; Postgres has gone on. Measured is the time from the moment when the new process serves until
 * the step of each workflow was begun anew, which its code does after it has run over its journal. Afterwards all of them must
 * come to their right ends. Three times, each with a new database; the median counts.
 */
public final class Recovery {
    private static final int ROUNDS = 3;

    private final Report report;

    /** What one round gave. */
    private record Times(double up, double running) {}

    public Recovery(Report report) {
        this.report = report;
    }

    /** Returns when none of the processes is left. */
    public void measure(int workflows) throws IOException {
        Times[] rounds = new Times[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) rounds[i] = round(workflows);
        report.say(
                "seconds until %,d workflows run again after a SIGKILL, median and slowest of %d", workflows, ROUNDS);
        report.row("from the new process to its ready line", sorted(rounds, Times::up));
        double[] running = sorted(rounds, Times::running);
        report.row("from there until all of them run", running);
        report.figure("recoverySeconds", running[0]);
        report.figure("slowestRecoverySeconds", running[1]);
    }

    private static double[] sorted(Times[] rounds, ToDoubleFunction<Times> which) {
        double[] values = Arrays.stream(rounds).mapToDouble(which).sorted().toArray();
        return new double[] {values[ROUNDS / 2], values[ROUNDS - 1]};
    }

    private static Times round(int workflows) throws IOException {
        Database database = Databases.fresh();
        try (NodeProcess first = NodeProcess.begin(database, workflows)) {
            first.hear(Node.READY);
            first.tell(Node.START);
            first.hear(Node.RUNNING);
        }
        long begun = System.nanoTime();
        try (NodeProcess second = NodeProcess.begin(database, workflows)) {
            long ready = second.hear(Node.READY);
            long running = second.hear(Node.RUNNING);
            second.tell(Node.END);
            second.hear(Node.ENDED);
            return new Times((ready - begun) / 1e9, (running - ready) / 1e9);
        }
    }
}
