package io.dormouse.approval;

import io.dormouse.adapter.Ledger;
import io.dormouse.contracts.approval.ApprovalService;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * The service {@link ApprovalService} as a verticle (one instance, event loop). Deployed means: migrated, bound, and at work on
 * decisions that an earlier life did not bring to the workflows.
 */
public final class ApprovalAdapter extends VerticleBase {
    private static final int CONNECTIONS = 4;

    private final ApprovalAdapterConfig config;
    private final Deque<Supplier<Future<Void>>> closing = new ArrayDeque<>();

    /** An adapter that starts when it is deployed. */
    public ApprovalAdapter(ApprovalAdapterConfig config) {
        this.config = config;
    }

    @Override
    public Future<?> start() {
        return Ledger.migrate(vertx, config.database())
                .compose(migrated -> Ledger.open(vertx, config.database(), ApprovalService.ADDRESS))
                .compose(this::serve)
                .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)));
    }

    private Future<?> serve(Ledger ledger) {
        Pool pool = config.database().pool(vertx, CONNECTIONS);
        closing.push(pool::close);
        closing.push(ledger::close);
        Outbox outbox = new Outbox(vertx, new OutboxTable(pool), new Postman(vertx));
        Doorbell doorbell = new Doorbell(vertx, config.database(), Outbox.CHANNEL, outbox::wake);
        closing.push(doorbell::close);
        closing.push(() -> {
            outbox.close();
            return Future.succeededFuture();
        });
        var endpoint = new ApprovalEndpoint(pool, new Deciders(config.mayDecideOwn())).on(vertx, ledger);
        closing.push(endpoint::close);
        doorbell.open();
        return outbox.open().compose(opened -> endpoint.bind());
    }

    /** Unbinds, lets requests under way end, then leaves. */
    @Override
    public Future<Void> stop() {
        Future<Void> closed = Future.succeededFuture();
        while (!closing.isEmpty()) closed = closed.eventually(closing.pop());
        return closed;
    }
}
