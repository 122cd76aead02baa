package io.dormouse.adapter;

import static io.dormouse.adapter.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.KeyedCall;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.ListServers;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.iaas.ServerPage;
import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.dormouse.host.config.HostPort;
import io.dormouse.postgres.EmbeddedDatabase.Schema;
import io.dormouse.postgres.ReplicatedPostgres;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import io.vertx.serviceproxy.ServiceExceptionMessageCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A primary dies under load and its synchronous standby is promoted: two instances of an adapter go on by themselves. */
@EnabledIfEnvironmentVariable(named = "DORMOUSE_LONG", matches = "1")
final class LosingPostgresTest {
    private static final int CLIENTS = 10;
    private static final int CALLS = 40;
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(1);
    private static final long PAUSE_MILLIS = 100;

    private final ReplicatedPostgres postgres = ReplicatedPostgres.start();
    private final Schema schema = postgres.freshSchema("iaas");
    private final Database database = new Database(
            List.of(
                    new HostPort(schema.host(), postgres.primaryPort()),
                    new HostPort(schema.host(), postgres.standbyPort())),
            schema.database(),
            schema.schema(),
            schema.user(),
            schema.password());
    private final List<Vertx> instances = List.of(bus(), bus());

    /** The cloud: one server a key, however often it is asked. */
    private final Map<String, Server> made = new ConcurrentHashMap<>();

    private final Map<String, Server> acknowledged = new ConcurrentHashMap<>();

    private static Vertx bus() {
        Vertx vertx = ServiceVertx.alone();
        vertx.eventBus().registerDefaultCodec(ServiceException.class, new ServiceExceptionMessageCodec());
        return vertx;
    }

    @AfterEach
    void close() {
        instances.forEach(vertx -> await(vertx.close()));
        postgres.close();
    }

    @Test
    void shouldKnowEveryOutcomeThatWasAcknowledgedAndCarryOutTheRest() {
        await(Ledger.migrate(instances.getFirst(), database));
        instances.forEach(this::serve);
        List<Future<Void>> clients = IntStream.range(0, CLIENTS)
                .mapToObj(client -> callFrom(instances.get(client % instances.size()), client, 0))
                .toList();
        Waiting.until("a third is acknowledged", () -> acknowledged.size() >= CLIENTS * CALLS / 3);

        postgres.killPrimary();
        postgres.promoteStandby();

        Waiting.until("all is acknowledged", Duration.ofSeconds(60), () -> acknowledged.size() == CLIENTS * CALLS);
        await(Future.all(clients));
        assertThat(acknowledged).isEqualTo(made);
        // Whatever instance is asked again, the answer is the one that was given.
        acknowledged.forEach((key, server) ->
                assertThat(await(create(instances.getLast(), key))).as(key).isEqualTo(server));
    }

    private void serve(Vertx vertx) {
        Ledger ledger = await(Ledger.open(vertx, database, IaasService.ADDRESS));
        await(KeyedEndpoint.of(vertx, IaasService.class, ledger)
                .keyed(
                        "create",
                        CreateServer.class,
                        Server.class,
                        Guarantee.IDEMPOTENT_BY_TOKEN,
                        REQUEST_TIMEOUT,
                        (request, attempt) -> Future.succeededFuture(
                                made.computeIfAbsent(attempt.key(), key -> TestInstance.server("srv-" + key))))
                .keyed(
                        "delete",
                        DeleteServer.class,
                        Void.class,
                        Guarantee.IDEMPOTENT_BY_TOKEN,
                        REQUEST_TIMEOUT,
                        (request, attempt) -> Future.succeededFuture())
                .query(
                        "list",
                        ListServers.class,
                        request -> Future.succeededFuture(new ServerPage(List.of(), Optional.empty())))
                .bind());
    }

    /** One call after the other, each under its key until it is answered. */
    private Future<Void> callFrom(Vertx vertx, int client, int next) {
        if (next == CALLS) return Future.succeededFuture();
        String key = "w%d/0/%d".formatted(client, next);
        Promise<Void> done = Promise.promise();
        create(vertx, key)
                .onComplete(
                        server -> {
                            acknowledged.put(key, server);
                            callFrom(vertx, client, next + 1).onComplete(done);
                        },
                        failure -> vertx.setTimer(
                                PAUSE_MILLIS,
                                due -> callFrom(vertx, client, next).onComplete(done)));
        return done.future();
    }

    private static Future<Server> create(Vertx vertx, String key) {
        JsonObject body = new JsonObject().put("request", Wire.encode(new CreateServer("B6")));
        return new KeyedCall(IaasService.ADDRESS, "create", body, key, "ada")
                .send(vertx)
                .map(answer -> Wire.decode((JsonObject) answer, Server.class));
    }
}
