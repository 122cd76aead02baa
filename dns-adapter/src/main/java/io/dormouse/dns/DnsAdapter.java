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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@code dns.v1}: deploy one instance a process, on an event loop. Needs the schema {@code dns} with its role. */
public final class DnsAdapter extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(DnsAdapter.class);
    private static final int CONNECTIONS = 4;

    private final DnsAdapterConfig config;
    /** What is to be closed, the first first. */
    private final Deque<Supplier<Future<Void>>> opened = new ArrayDeque<>();

    /** An adapter that starts when it is deployed. */
    public DnsAdapter(DnsAdapterConfig config) {
        this.config = config;
    }

    /** Migrates the schema, opens sockets and ledger, then listens on the bus. Nothing is sent to the name server. */
    @Override
    public Future<?> start() {
        return Ledger.migrate(vertx, config.database())
                .compose(migrated -> openProvider())
                .compose(provider -> openLedger().compose(ledger -> bind(ledger, provider)))
                .onSuccess(bound -> log.info("Serving {} for {}", DnsService.ADDRESS, config))
                .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)));
    }

    /** Stops listening, gives calls under way a moment to end, then lets go of everything; the others go on at the next instance. */
    @Override
    public Future<?> stop() {
        Future<Void> closed = Future.succeededFuture();
        while (!opened.isEmpty()) {
            Supplier<Future<Void>> next = opened.pop();
            closed = closed.transform(before -> next.get());
        }
        return closed;
    }

    private Future<NameProvider> openProvider() {
        TsigKey key = TsigKey.of(config.tsigName(), config.tsigAlgorithm(), config.tsigSecretBase64());
        return Rfc2136Provider.open(
                        vertx, config.serverHost(), config.serverPort(), config.zones(), key, config.requestTimeout())
                .onSuccess(provider -> opened.push(provider::close));
    }

    private Future<Ledger> openLedger() {
        return Ledger.open(vertx, config.database(), DnsService.ADDRESS)
                .onSuccess(ledger -> opened.push(ledger::close));
    }

    private Future<KeyedEndpoint> bind(Ledger ledger, NameProvider provider) {
        Pool pool = config.database().pool(vertx, CONNECTIONS);
        opened.addLast(pool::close);
        DnsEndpoint endpoint = new DnsEndpoint(provider, new CallOrder(pool), config.defaultTtl());
        return endpoint.bind(vertx, ledger).onSuccess(bound -> opened.push(bound::close));
    }
}
