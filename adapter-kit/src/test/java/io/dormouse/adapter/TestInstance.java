package io.dormouse.adapter;

import static io.dormouse.adapter.Waiting.await;

import io.dormouse.contracts.Failures;
import io.dormouse.contracts.Headers;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.ListServers;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.iaas.ServerPage;
import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import io.vertx.serviceproxy.ServiceExceptionMessageCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** One instance of a service with a ledger, on a bus of its own, so that a test decides whom it asks. */
final class TestInstance implements AutoCloseable {
    static final Duration BEAT = Duration.ofSeconds(1);
    static final Duration POLL = Duration.ofSeconds(10);
    static final Duration REREAD = Duration.ofMillis(500);
    static final Duration SOON = Duration.ofMillis(10);
    static final Duration RETRY = Duration.ofMillis(250);
    static final Duration DRAIN = Duration.ofSeconds(2);
    /** Longer than any test: what waits for it waits until the test rings. */
    static final Duration REQUEST_TIMEOUT = Duration.ofHours(1);

    final Vertx vertx = ServiceVertx.alone();
    final SteppedAlarm alarm = new SteppedAlarm();
    final FakeProvider<CreateServer, Server> create = new FakeProvider<>();
    final FakeProvider<DeleteServer, Void> delete = new FakeProvider<>();
    /** Moves its clock: as if it had been frozen for so many nanoseconds. */
    final AtomicLong frozenFor = new AtomicLong();

    final Ledger ledger;

    TestInstance(Database database) {
        this(database, Guarantee.LOOK_UP_BY_KEY);
    }

    TestInstance(Database database, Guarantee guarantee) {
        vertx.eventBus().registerDefaultCodec(ServiceException.class, new ServiceExceptionMessageCodec());
        LedgerPorts ports = LedgerPorts.of(vertx, database, alarm, () -> System.nanoTime() + frozenFor.get());
        ledger = await(Ledger.open(ports, IaasService.ADDRESS));
        await(KeyedEndpoint.of(vertx, IaasService.class, ledger)
                .keyed("create", CreateServer.class, Server.class, guarantee, REQUEST_TIMEOUT, create, create)
                .keyed("delete", DeleteServer.class, Void.class, Guarantee.IDEMPOTENT_BY_TOKEN, REQUEST_TIMEOUT, delete)
                .query(
                        "list",
                        ListServers.class,
                        request -> Future.succeededFuture(new ServerPage(List.of(), Optional.empty())))
                .bind());
    }

    static Server server(String id) {
        return new Server(id, "B6", "127.1.0.1", "RUNNING", Instant.parse("2026-01-01T00:00:00Z"));
    }

    Future<Message<Object>> askToCreate(String key, String model) {
        return ask(IaasService.ADDRESS, "create", new CreateServer(model), key);
    }

    Future<Server> create(String key, String model) {
        return askToCreate(key, model).map(answer -> Wire.decode((JsonObject) answer.body(), Server.class));
    }

    Future<Message<Object>> ask(String address, String action, Object request, String key) {
        return send(address, action, new JsonObject().put("request", Wire.encode(request)), key);
    }

    Future<JsonObject> cancel(String key) {
        return send(IaasService.ADDRESS, Headers.CANCEL, new JsonObject(), key)
                .map(answer -> (JsonObject) answer.body());
    }

    private Future<Message<Object>> send(String address, String action, JsonObject body, String key) {
        DeliveryOptions options =
                new DeliveryOptions().addHeader(Headers.ACTION, action).addHeader(Headers.ACTOR, "ada");
        if (!key.isEmpty()) options.addHeader(Headers.KEY, key);
        return vertx.eventBus()
                .<Object>request(address, body, options)
                .recover(failure -> Future.failedFuture(typed(failure)));
    }

    private static Throwable typed(Throwable failure) {
        if (!(failure instanceof ServiceException told)) return failure;
        return Failures.declared(IaasService.class, told.failureCode(), String.valueOf(told.getMessage()))
                .orElseThrow();
    }

    /** One heartbeat with its look at what others left; complete when the next one is due. */
    void beat() {
        alarm.ring(BEAT);
        Waiting.until("the next heartbeat is due", () -> alarm.has(BEAT::equals));
    }

    /** Beats until it has taken something over: a backend that was told to end may hold its lock a moment longer. */
    void beatUntilItTakes(Predicate<Duration> quiet) {
        Waiting.until("it takes over", () -> {
            beat();
            return alarm.has(quiet);
        });
    }

    /** Ends without a word, as a killed process does: its connections break. */
    void die() {
        await(vertx.close());
    }

    @Override
    public void close() {
        Future<Void> closed = ledger.close();
        Waiting.until("the ledger is closed", () -> {
            alarm.ringIfSet(DRAIN::equals);
            return closed.isComplete();
        });
        await(vertx.close());
    }
}
