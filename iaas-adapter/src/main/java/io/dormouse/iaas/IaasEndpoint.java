package io.dormouse.iaas;

import io.dormouse.adapter.Attempt;
import io.dormouse.adapter.Guarantee;
import io.dormouse.adapter.KeyedEndpoint;
import io.dormouse.adapter.Ledger;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.ListServers;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.iaas.ServerPage;
import io.dormouse.iaas.provider.CloudProvider;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;

/** What the methods of {@link IaasService} do at a cloud. The key of a call is the cloud's token. */
final class IaasEndpoint {
    private static final int MAX_LIMIT = 1_000;

    private final CloudProvider cloud;
    private final BootWatch boots;

    IaasEndpoint(CloudProvider cloud, BootWatch boots) {
        this.cloud = cloud;
        this.boots = boots;
    }

    KeyedEndpoint on(Vertx vertx, Ledger ledger, Duration requestTimeout) {
        KeyedEndpoint endpoint = KeyedEndpoint.of(vertx, IaasService.class, ledger);
        if (cloud.guarantee() == Guarantee.LOOK_UP_BY_KEY) {
            endpoint.keyed(
                    "create",
                    CreateServer.class,
                    Server.class,
                    cloud.guarantee(),
                    requestTimeout,
                    this::create,
                    this::deleteSurplus);
        } else {
            endpoint.keyed("create", CreateServer.class, Server.class, cloud.guarantee(), requestTimeout, this::create);
        }
        // An id is given once, so a delete that comes late finds nothing else to delete.
        return endpoint.keyed(
                        "delete",
                        DeleteServer.class,
                        Void.class,
                        Guarantee.IDEMPOTENT_BY_TOKEN,
                        requestTimeout,
                        this::delete)
                .query("list", ListServers.class, this::list);
    }

    Future<Server> create(CreateServer request, Attempt attempt) {
        return order(request, attempt).compose(boots::untilRunning);
    }

    private Future<Server> order(CreateServer request, Attempt attempt) {
        if (attempt.number() == 1) return cloud.create(request.model(), attempt.key());
        return cloud.findByToken(attempt.key())
                .compose(made -> made.isEmpty()
                        ? attempt.stillCounts().compose(mine -> cloud.create(request.model(), attempt.key()))
                        : Future.succeededFuture(made.getFirst()));
    }

    private Future<Void> deleteSurplus(String key, Optional<Server> stays) {
        return cloud.findByToken(key)
                .compose(made -> Future.join(made.stream()
                        .filter(server -> stays.filter(kept -> kept.id().equals(server.id()))
                                .isEmpty())
                        .map(server -> cloud.delete(server.id()))
                        .toList()))
                .mapEmpty();
    }

    private Future<Void> delete(DeleteServer request, Attempt attempt) {
        return cloud.delete(request.id());
    }

    private Future<ServerPage> list(ListServers request) {
        if (request.limit() < 1 || request.limit() > MAX_LIMIT) {
            return Future.failedFuture(CallFailure.INVALID_REQUEST.exception(
                    "the limit %d is not between 1 and %d".formatted(request.limit(), MAX_LIMIT)));
        }
        return cloud.list(request.limit(), request.cursor());
    }
}
