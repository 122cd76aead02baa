package io.dormouse.gateway;

import io.dormouse.contracts.dns.ListRecords;
import io.dormouse.contracts.iaas.ListServers;
import io.dormouse.contracts.workflow.GetCluster;
import io.dormouse.gateway.http.Reply;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** What the adapters hold, servers and names; and who is in the cluster. */
final class Inventory {
    private final Services services;

    Inventory(Services services) {
        this.services = services;
    }

    void bind(Api api) {
        api.get("/api/v1/servers", List.of("limit", "cursor"), this::servers)
                .get("/api/v1/dns/:zone", List.of(), this::records)
                .get("/api/v1/cluster", List.of("role"), this::cluster);
    }

    private Future<Reply> servers(Exchange exchange) {
        ListServers request =
                new ListServers(exchange.query().limit(), exchange.query().text("cursor"));
        return services.servers(exchange.caller().name())
                .list(request)
                .map(page -> Reply.page(page.items(), page.next()));
    }

    private Future<Reply> records(Exchange exchange) {
        return services.names(exchange.caller().name())
                .list(new ListRecords(exchange.path("zone")))
                .map(records -> Reply.page(records.items(), Optional.empty()));
    }

    private Future<Reply> cluster(Exchange exchange) {
        return services.workflows(exchange.caller().name())
                .cluster(new GetCluster(exchange.query().text("role")))
                .map(Reply::ok);
    }
}
