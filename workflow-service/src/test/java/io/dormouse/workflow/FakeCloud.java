package io.dormouse.workflow;

import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.iaas.IaasFailure;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.ListServers;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.iaas.ServerPage;
import io.dormouse.host.bus.Answer;
import io.dormouse.host.bus.Call;
import io.dormouse.host.bus.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cloud on the bus that remembers by which keys it was called. */
final class FakeCloud {
    final List<String> keys = new CopyOnWriteArrayList<>();
    private final Set<String> withdrawn = ConcurrentHashMap.newKeySet();

    FakeCloud(Vertx vertx) {
        ServiceUnderTest.await(Endpoint.of(IaasService.class)
                .on("create", CreateServer.class, this::create)
                .on("delete", DeleteServer.class, (request, call) -> Future.succeededFuture(new Answer.Done(null)))
                .on(
                        "list",
                        ListServers.class,
                        (request, call) ->
                                Future.succeededFuture(new Answer.Done(new ServerPage(List.of(), Optional.empty()))))
                .onCancel(call -> {
                    withdrawn.add(call.requiredKey());
                    return Future.succeededFuture(new Answer.Done(null));
                })
                .bind(vertx));
    }

    /** Looks until the call of a key has been withdrawn. */
    void awaitWithdrawn(String key) {
        long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!withdrawn.contains(key)) {
            if (System.nanoTime() > deadline) throw new AssertionError("withdrawn are only " + withdrawn);
            Thread.onSpinWait();
        }
    }

    private Future<Answer> create(CreateServer request, Call call) {
        keys.add(call.requiredKey());
        if (request.model().equals("none"))
            return Future.failedFuture(IaasFailure.MODEL_UNKNOWN.exception("no such model"));
        return Future.succeededFuture(
                new Answer.Done(new Server("s1", request.model(), "127.9.9.9", "RUNNING", Instant.EPOCH)));
    }
}
