package io.dormouse.iaas;

import io.dormouse.adapter.Guarantee;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.iaas.IaasFailure;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.iaas.ServerPage;
import io.dormouse.iaas.provider.CloudProvider;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A cloud that tags servers with a token but makes one for every order. The first order seems lost and lands only when the second
 * is made.
 */
final class ForgetfulCloud implements CloudProvider {
    private final AtomicInteger orders = new AtomicInteger();
    private final Map<String, String> tokens = new ConcurrentSkipListMap<>();

    int ordered() {
        return orders.get();
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.LOOK_UP_BY_KEY;
    }

    @Override
    public Future<Server> create(String model, String token) {
        if (orders.incrementAndGet() == 1) return Future.failedFuture(CallFailure.UNAVAILABLE.exception("no answer"));
        tokens.put("late", token);
        tokens.put("second", token);
        return Future.succeededFuture(server("second"));
    }

    @Override
    public Future<List<Server>> findByToken(String token) {
        return Future.succeededFuture(tokens.entrySet().stream()
                .filter(entry -> entry.getValue().equals(token))
                .map(entry -> server(entry.getKey()))
                .toList());
    }

    @Override
    public Future<Server> get(String id) {
        return tokens.containsKey(id)
                ? Future.succeededFuture(server(id))
                : Future.failedFuture(IaasFailure.SERVER_UNKNOWN.exception("there is no server " + id));
    }

    @Override
    public Future<Void> delete(String id) {
        tokens.remove(id);
        return Future.succeededFuture();
    }

    @Override
    public Future<ServerPage> list(int limit, Optional<String> cursor) {
        return Future.succeededFuture(new ServerPage(
                tokens.keySet().stream().map(ForgetfulCloud::server).toList(), Optional.empty()));
    }

    @Override
    public void close() {
        tokens.clear();
    }

    private static Server server(String id) {
        return new Server(id, "B6", "192.0.2.1", "RUNNING", Instant.EPOCH.truncatedTo(ChronoUnit.MICROS));
    }
}
