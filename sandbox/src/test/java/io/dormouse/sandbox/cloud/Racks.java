package io.dormouse.sandbox.cloud;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Hardware that notes what is on, and that can be told to refuse or to take its time. */
final class Racks implements Hardware {
    final Map<String, String> on = new ConcurrentHashMap<>();
    final Set<String> refusedOnce = ConcurrentHashMap.newKeySet();
    volatile boolean refuseNext;
    volatile Future<Void> gate = Future.succeededFuture();
    final Promise<Void> asked = Promise.promise();
    private final List<Integer> ports;

    Racks(Integer... ports) {
        this.ports = List.of(ports);
    }

    @Override
    public Future<Void> power(String serverId, String address) {
        asked.tryComplete();
        if (refuseNext && refusedOnce.add(serverId)) return Future.failedFuture("somebody else listens at " + address);
        return gate.onSuccess(open -> on.put(serverId, address));
    }

    @Override
    public Future<Void> off(String serverId) {
        on.remove(serverId);
        return Future.succeededFuture();
    }

    @Override
    public List<Integer> ports() {
        return ports;
    }
}
