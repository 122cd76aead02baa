package io.dormouse.dns;

import static io.dormouse.dns.Awaiting.await;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.ContractException;
import io.dormouse.contracts.Failures;
import io.dormouse.contracts.KeyedCall;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.dns.DeleteRecord;
import io.dormouse.contracts.dns.DnsRecord;
import io.dormouse.contracts.dns.DnsService;
import io.dormouse.contracts.dns.ListRecords;
import io.dormouse.contracts.dns.RecordList;
import io.dormouse.contracts.dns.UpsertRecord;
import io.dormouse.dns.server.RunningServer;
import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import io.vertx.serviceproxy.ServiceExceptionMessageCodec;
import io.vertx.serviceproxy.ServiceProxyBuilder;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The adapter on a bus, and callers of it. */
final class AdapterLab implements AutoCloseable {
    private final Vertx vertx = ServiceVertx.alone();
    private final Database database = Schemas.fresh("dns");
    private final String deployment;

    /** For one server and its zone. */
    AdapterLab(RunningServer server) {
        this(server.port(), server.secret(), List.of(RunningServer.ZONE), Duration.ofSeconds(10));
    }

    AdapterLab(int port, String secret, List<String> zones, Duration requestTimeout) {
        vertx.eventBus().registerDefaultCodec(ServiceException.class, new ServiceExceptionMessageCodec());
        deployment = await(vertx.deployVerticle(new DnsAdapter(new DnsAdapterConfig(
                database,
                "127.0.0.1",
                port,
                zones,
                RunningServer.KEY_NAME,
                RunningServer.ALGORITHM,
                secret,
                60,
                requestTimeout))));
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }

    Future<DnsRecord> upsert(UpsertRecord request) {
        return upsert(newKey(), request);
    }

    Future<DnsRecord> upsert(String key, UpsertRecord request) {
        return call("upsert", Wire.encode(request), key).map(body -> DnsRecord.fromJson((JsonObject) body));
    }

    /** As a durable call does: asks again while there is no outcome. */
    Future<DnsRecord> upsertUntilDone(String key, UpsertRecord request) {
        return upsert(key, request)
                .recover(failure ->
                        hasNoOutcome(failure) ? upsertUntilDone(key, request) : Future.failedFuture(failure));
    }

    private static boolean hasNoOutcome(Throwable failure) {
        return failure instanceof ContractException declared && declared.failure() == CallFailure.UNAVAILABLE;
    }

    Future<Void> delete(DeleteRecord request) {
        return delete(newKey(), request);
    }

    private Future<Void> delete(String key, DeleteRecord request) {
        return call("delete", Wire.encode(request), key)
                .recover(failure -> hasNoOutcome(failure)
                        ? delete(key, request).map(done -> (Object) done)
                        : Future.failedFuture(failure))
                .mapEmpty();
    }

    Future<RecordList> list(String zone) {
        return typed(DnsService.class, vertx).list(new ListRecords(zone));
    }

    private static DnsService typed(Class<DnsService> contract, Vertx vertx) {
        return new ServiceProxyBuilder(vertx).setAddress(DnsService.ADDRESS).build(contract);
    }

    /** Failures come typed, as a durable call sees them. */
    private Future<Object> call(String action, JsonObject request, String key) {
        JsonObject body = new JsonObject().put("request", request);
        return new KeyedCall(DnsService.ADDRESS, action, body, key, "test")
                .send(vertx)
                .recover(failure -> {
                    ReplyException reply = (ReplyException) failure;
                    return Future.failedFuture(
                            Failures.declared(DnsService.class, reply.failureCode(), String.valueOf(reply.getMessage()))
                                    .orElseThrow(() -> reply));
                });
    }

    @Override
    public void close() {
        await(vertx.undeploy(deployment));
        await(vertx.close());
    }
}
