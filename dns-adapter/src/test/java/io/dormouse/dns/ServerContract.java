package io.dormouse.dns;

import static io.dormouse.dns.Awaiting.await;
import static io.dormouse.dns.Awaiting.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.ContractException;
import io.dormouse.contracts.FailureCode;
import io.dormouse.contracts.dns.DnsRecord;
import io.dormouse.contracts.dns.UpsertRecord;
import io.dormouse.dns.provider.NameProvider;
import io.dormouse.dns.provider.Rfc2136Provider;
import io.dormouse.dns.server.RunningServer;
import io.dormouse.host.ServiceVertx;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A server of any make, the adapter in front of it, and its provider alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerContract {
    private static final AtomicInteger NAMES = new AtomicInteger();

    RunningServer server;
    AdapterLab adapter;
    Nameserver nameserver;
    NameProvider provider;
    private Vertx vertx;
    private Context context;

    abstract RunningServer startServer();

    @BeforeAll
    void start() {
        server = startServer();
        adapter = new AdapterLab(server);
        nameserver = new Nameserver(server);
        vertx = ServiceVertx.alone();
        context = vertx.getOrCreateContext();
        provider = await(onContext(() -> Rfc2136Provider.open(
                vertx, "127.0.0.1", server.port(), List.of(RunningServer.ZONE), server.key(), Duration.ofSeconds(10))));
    }

    @AfterAll
    void stop() {
        if (adapter != null) adapter.close();
        if (vertx != null) await(vertx.close());
        if (server != null) server.close();
    }

    static String newName() {
        return "host%d.example.test".formatted(NAMES.incrementAndGet());
    }

    <T> Future<T> onContext(Supplier<Future<T>> work) {
        Promise<T> result = Promise.promise();
        context.runOnContext(go -> work.get().onComplete(result));
        return result.future();
    }

    DnsRecord upsert(String name, String type, String value) {
        return await(adapter.upsert(new UpsertRecord(name, type, value)));
    }

    static void assertRefused(FailureCode code, Future<?> call, String... words) {
        assertThat(failureOf(call))
                .isInstanceOfSatisfying(
                        ContractException.class,
                        failure -> assertThat(failure.failure()).isEqualTo(code))
                .hasMessageContainingAll(words);
    }
}
