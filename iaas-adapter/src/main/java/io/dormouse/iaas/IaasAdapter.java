package io.dormouse.iaas;

import io.dormouse.adapter.KeyedEndpoint;
import io.dormouse.adapter.Ledger;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.iaas.provider.CloudProvider;
import io.dormouse.iaas.provider.SandboxCloud;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The service {@link IaasService} as a verticle (one instance, event loop). Deployed means: migrated, bound, and at work on what
 * an earlier life left in flight. Undeployed means: calls in flight are left to the next life.
 */
public final class IaasAdapter extends VerticleBase {
    private final IaasAdapterConfig config;
    private final Function<Vertx, CloudProvider> clouds;
    private final Deque<Supplier<Future<Void>>> closing = new ArrayDeque<>();

    /** An adapter to the sandbox's cloud. */
    public IaasAdapter(IaasAdapterConfig config) {
        this(config, vertx -> new SandboxCloud(vertx, config.cloud(), config.apiKey(), config.requestTimeout()));
    }

    IaasAdapter(IaasAdapterConfig config, Function<Vertx, CloudProvider> clouds) {
        this.config = config;
        this.clouds = clouds;
    }

    @Override
    public Future<?> start() {
        return Ledger.migrate(vertx, config.database())
                .compose(migrated -> Ledger.open(vertx, config.database(), IaasService.ADDRESS))
                .compose(this::serve)
                .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)));
    }

    private Future<Void> serve(Ledger ledger) {
        CloudProvider cloud = clouds.apply(vertx);
        BootWatch boots = new BootWatch(vertx, cloud, config.bootPollInterval());
        closing.push(() -> {
            cloud.close();
            return Future.succeededFuture();
        });
        closing.push(ledger::close);
        closing.push(() -> {
            boots.close();
            return Future.succeededFuture();
        });
        KeyedEndpoint endpoint = new IaasEndpoint(cloud, boots).on(vertx, ledger, config.requestTimeout());
        closing.push(endpoint::close);
        return endpoint.bind().mapEmpty();
    }

    /** Unbinds, stops waiting for servers that boot, lets requests under way end, then leaves. */
    @Override
    public Future<Void> stop() {
        Future<Void> closed = Future.succeededFuture();
        while (!closing.isEmpty()) closed = closed.eventually(closing.pop());
        return closed;
    }
}
