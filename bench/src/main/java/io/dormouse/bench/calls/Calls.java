package io.dormouse.bench.calls;

import io.dormouse.bench.measure.Rounds;
import io.dormouse.bench.report.Report;
import io.dormouse.bench.rig.Databases;
import io.dormouse.bench.rig.Workflows;
import io.dormouse.host.Database;
import io.dormouse.workflow.WorkflowServiceConfig;
import io.dormouse.workflow.WorkflowServiceVerticle;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Workflows of ten durable calls to an adapter that is another member of the cluster: from the workflow over the bus to the ledger and
 * back. The workflow service and the ledger have a database each, on one Postgres. Counted as the steps are: seven rounds of three
 * seconds, the median; but what is not counted before them takes twice as long, because twice as much code has to be compiled.
 * Afterwards each call must have reached the provider once and stand in the ledger as done.
 */
public final class Calls {
    private static final int WARM_UP_ROUNDS = 4;
    private static final int ROUNDS = 7;
    private static final Duration YARDSTICK = Duration.ofSeconds(3);

    private final Report report;

    public Calls(Report report) {
        this.report = report;
    }

    /** Returns when both members are gone. */
    public void measure(int atOnce) throws Exception {
        TwoMembers members = TwoMembers.join();
        try {
            Database ledger = Databases.fresh("job");
            IdleAdapter adapter = new IdleAdapter(ledger);
            join(members.adapter().vertx().deployVerticle(adapter));
            WorkflowServiceConfig config = WorkflowServiceConfig.of(Databases.fresh(), Optional.empty(), true);
            join(members.workflows().vertx().deployVerticle(new WorkflowServiceVerticle(config, members.workflows())));

            CallingEngine engine =
                    new CallingEngine(new Workflows(members.workflows().vertx()));
            Rounds rounds = new Rounds(engine);
            rounds.steps(atOnce, WARM_UP_ROUNDS);
            double rate = rounds.steps(atOnce, ROUNDS).stepsPerSecond();
            check(engine.calls(), adapter.performed(), "the provider was asked");
            check(engine.calls(), done(members, ledger), "the ledger has as done");
            double echoes = Echo.perSecond(members, atOnce, YARDSTICK);

            report.say(
                    "calls a second between two members, %,d workflows of ten at once, median of %d rounds",
                    atOnce, ROUNDS);
            report.figure("callsPerSecond", "Dormouse, journal and ledger durable", rate);
            report.row("the same questions and answers on the bus, nothing written", echoes);
            report.figure("ratioToBus", rate / echoes);
        } finally {
            join(members.leave());
        }
    }

    private static void check(long calls, long seen, String what) {
        if (seen != calls) throw new IllegalStateException("of %d calls %s %d".formatted(calls, what, seen));
    }

    private static long done(TwoMembers members, Database ledger) throws ExecutionException, InterruptedException {
        Pool pool = ledger.pool(members.workflows().vertx(), 1);
        try {
            return join(pool.query("SELECT count(*) FROM operation WHERE state = 'DONE'")
                    .execute()
                    .map(rows -> rows.iterator().next().getLong(0)));
        } finally {
            join(pool.close());
        }
    }

    private static <T> T join(Future<T> future) throws ExecutionException, InterruptedException {
        return future.toCompletionStage().toCompletableFuture().get();
    }
}
