package io.dormouse.bench.calls;

import io.dormouse.adapter.Attempt;
import io.dormouse.adapter.Guarantee;
import io.dormouse.adapter.KeyedEndpoint;
import io.dormouse.adapter.Ledger;
import io.dormouse.contracts.job.JobResult;
import io.dormouse.contracts.job.JobService;
import io.dormouse.contracts.job.RunJob;
import io.dormouse.host.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** An adapter as any author makes one, with a ledger below and a provider that does nothing: what it was asked, it answers at once. */
final class IdleAdapter extends VerticleBase {
    private static final Duration LANDED = Duration.ofSeconds(1);

    private final Database database;
    private final AtomicLong performed = new AtomicLong();
    private final Deque<Supplier<Future<Void>>> closing = new ArrayDeque<>();

    IdleAdapter(Database database) {
        this.database = database;
    }

    @Override
    public Future<?> start() {
        return Ledger.migrate(vertx, database)
                .compose(migrated -> Ledger.open(vertx, database, JobService.ADDRESS))
                .onSuccess(ledger -> closing.push(ledger::close))
                .compose(ledger -> KeyedEndpoint.of(vertx, JobService.class, ledger)
                        .keyed(
                                "run",
                                RunJob.class,
                                JobResult.class,
                                Guarantee.IDEMPOTENT_BY_TOKEN,
                                LANDED,
                                this::perform)
                        .bind())
                .onSuccess(endpoint -> closing.push(endpoint::close));
    }

    @Override
    public Future<Void> stop() {
        Future<Void> closed = Future.succeededFuture();
        while (!closing.isEmpty()) closed = closed.eventually(closing.pop());
        return closed;
    }

    private Future<JobResult> perform(RunJob request, Attempt attempt) {
        performed.incrementAndGet();
        return Future.succeededFuture(new JobResult(Integer.parseInt(request.argument()), ""));
    }

    /** How often the provider was asked. Any thread. */
    long performed() {
        return performed.get();
    }
}
