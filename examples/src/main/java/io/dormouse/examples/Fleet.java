package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.examples.Fleet.Request;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Does many things at once and waits for all. Commands begin at the next await, so all calls leave together; the results come in
 * the order in which the calls were given, whichever was answered first.
 *
 * <p>{@code ./dormouse start fleet model=B6 size:=3}
 */
@Durable(name = "fleet")
public final class Fleet implements Workflow<Request, List<String>> {
    /** How many of which model. */
    public record Request(String model, int size) {}

    @Override
    public List<String> run(Request request, Flow flow) {
        IaasService iaas = flow.service(IaasService.class);
        List<Future<Server>> calls = IntStream.range(0, request.size())
                .mapToObj(number -> iaas.create(new CreateServer(request.model())))
                .toList();
        List<Server> servers = await(flow.all(calls));
        return servers.stream().map(Server::address).toList();
    }
}
