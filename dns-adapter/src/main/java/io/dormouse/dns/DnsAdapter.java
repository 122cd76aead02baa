package io.dormouse.dns;

import io.dormouse.adapter.KeyedEndpoint;
import io.dormouse.adapter.Ledger;
import io.dormouse.contracts.dns.DnsService;
import io.dormouse.dns.provider.NameProvider;
import io.dormouse.dns.provider.Rfc2136Provider;
import io.dormouse.dns.provider.TsigKey;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Serves {@code dns.v1}: deploy one instance a process, on an event loop. Needs the schema {@code dns} with its role. */
public final class DnsAdapter extends VerticleBase {
    private static final int CONNECTIONS = 4;

    private final DnsAdapterConfig config;
    private final Deque<Supplier<Future<Void>>> opened = new ArrayDeque<>();

    /** An adapter that starts when it is deployed. */
    public DnsAdapter(DnsAdapterConfig config) {
        this.config = config;
    }

    /** Migrates the schema, opens the ledger and the sockets, then listens on the bus. Nothing is sent to the name server. */
    @Override
    public Future<?> start() {
        return Ledger.migrate(vertx, config.database())
                .compose(migrated -> Ledger.open(vertx, config.database(), DnsService.ADDRESS))
                .onSuccess(ledger -> opened.push(ledger::close))
                .compose(ledger -> provider().compose(provider -> bind(ledger, provider)))
                .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)));
    }

    /** Stops listening, then lets go of everything; calls under way go on at the next instance. */
    @Override
    public Future<?> stop() {
        Future<Void> closed = Future.succeededFuture();
        while (!opened.isEmpty()) {
            Supplier<Future<Void>> next = opened.pop();
            closed = closed.transform(before -> next.get());
        }
        return closed;
    }

    private Future<NameProvider> provider() {
        TsigKey key = TsigKey.of(config.tsigName(), config.tsigAlgorithm(), config.tsigSecretBase64());
        return Rfc2136Provider.open(
                        vertx, config.serverHost(), config.serverPort(), config.zones(), key, config.requestTimeout())
                .onSuccess(provider -> opened.push(provider::close));
    }

    private Future<KeyedEndpoint> bind(Ledger ledger, NameProvider provider) {
        Pool pool = config.database().pool(vertx, CONNECTIONS);
        opened.push(pool::close);
        DnsEndpoint endpoint = new DnsEndpoint(provider, new CallOrder(pool), config.defaultTtl());
        return endpoint.bind(vertx, ledger).onSuccess(bound -> opened.push(bound::close));
    }
}
