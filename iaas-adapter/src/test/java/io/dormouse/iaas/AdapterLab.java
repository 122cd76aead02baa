package io.dormouse.iaas;

import static io.dormouse.iaas.Await.result;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.KeyedCall;
import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.ListServers;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.iaas.ServerPage;
import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.dormouse.iaas.provider.CloudProvider;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import io.vertx.serviceproxy.ServiceExceptionMessageCodec;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An adapter on the bus with a database of its own, which can be ended and begun again, and a caller of it. */
final class AdapterLab {
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

    private final Vertx vertx = ServiceVertx.alone();
    private final Database database = CloudLab.database("iaas");
    private Optional<String> deployment = Optional.empty();

    AdapterLab() {
        vertx.eventBus().registerDefaultCodec(ServiceException.class, new ServiceExceptionMessageCodec());
    }

    AdapterLab open(URI cloud) {
        return open(new IaasAdapter(config(cloud)));
    }

    AdapterLab open(CloudProvider cloud) {
        return open(new IaasAdapter(config(URI.create("http://nowhere.invalid")), any -> cloud));
    }

    private AdapterLab open(IaasAdapter adapter) {
        deployment = Optional.of(result(vertx.deployVerticle(adapter)));
        return this;
    }

    private IaasAdapterConfig config(URI cloud) {
        return new IaasAdapterConfig(database, cloud, CloudLab.KEY, REQUEST_TIMEOUT, Duration.ofMillis(5));
    }

    void close() {
        deployment.ifPresent(id -> result(vertx.undeploy(id)));
        deployment = Optional.empty();
    }

    void end() {
        close();
        result(vertx.close());
    }

    Vertx vertx() {
        return vertx;
    }

    Database database() {
        return database;
    }

    /** Asks once. */
    Future<Server> create(String model, String key) {
        return call("create", CreateServer.toJson(new CreateServer(model)), key)
                .send(vertx)
                .map(body -> Server.fromJson((JsonObject) body));
    }

    /** Asks until there is an answer that stays, as a durable call does. */
    Future<Server> createAtLast(String model, String key) {
        return create(model, key)
                .recover(failure -> staysOpen(failure)
                        ? vertx.timer(20, TimeUnit.MILLISECONDS).compose(rested -> createAtLast(model, key))
                        : Future.failedFuture(failure));
    }

    Future<Object> delete(String id, String key) {
        return call("delete", DeleteServer.toJson(new DeleteServer(id)), key).send(vertx);
    }

    Future<ServerPage> list(int limit, Optional<String> cursor) {
        return call("list", ListServers.toJson(new ListServers(limit, cursor)), "")
                .send(vertx)
                .map(body -> ServerPage.fromJson((JsonObject) body));
    }

    private static KeyedCall call(String action, JsonObject request, String key) {
        return new KeyedCall(IaasService.ADDRESS, action, new JsonObject().put("request", request), key, "ann");
    }

    private static boolean staysOpen(Throwable failure) {
        return failure instanceof ServiceException typed
                ? typed.failureCode() == CallFailure.UNAVAILABLE.code()
                : failure instanceof ReplyException lost && lost.failureType() != ReplyFailure.RECIPIENT_FAILURE;
    }
}
