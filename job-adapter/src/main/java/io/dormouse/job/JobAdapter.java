package io.dormouse.job;

import io.dormouse.adapter.KeyedEndpoint;
import io.dormouse.adapter.Ledger;
import io.dormouse.contracts.job.JobService;
import io.dormouse.job.provider.SshJobRunner;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * The service {@link JobService} as a verticle (one instance, event loop). Deployed means: migrated, bound, and at work on what
 * an earlier life left in flight. Undeployed means: jobs in flight are left to the next life.
 */
public final class JobAdapter extends VerticleBase {
    private final JobAdapterConfig config;
    private final Deque<Supplier<Future<Void>>> closing = new ArrayDeque<>();

    /** Starts nothing before it is deployed. */
    public JobAdapter(JobAdapterConfig config) {
        this.config = config;
    }

    @Override
    public Future<?> start() {
        return Ledger.migrate(vertx, config.database())
                .compose(migrated -> SshJobRunner.open(vertx, config.ssh()))
                .onSuccess(runner -> closing.push(runner::close))
                .compose(runner -> Ledger.open(vertx, config.database(), JobService.ADDRESS)
                        .onSuccess(ledger -> closing.push(ledger::close))
                        .compose(ledger -> bind(new JobEndpoint(config.jobs(), runner).on(vertx, ledger))))
                .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)));
    }

    private Future<Void> bind(KeyedEndpoint endpoint) {
        closing.push(endpoint::close);
        return endpoint.bind().mapEmpty();
    }

    /** Unbinds, gives jobs under way two seconds to end, then leaves. */
    @Override
    public Future<Void> stop() {
        Future<Void> closed = Future.succeededFuture();
        while (!closing.isEmpty()) closed = closed.eventually(closing.pop());
        return closed;
    }
}
