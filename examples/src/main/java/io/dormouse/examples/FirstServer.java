package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.examples.FirstServer.Request;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import java.time.Duration;

/**
 * Takes whatever comes first. A branch is everything that is given inside it, later links of a chain included: when the other
 * one wins, its timers leave no row behind, and a call of it that has left is cancelled at its service.
 *
 * <p>{@code ./dormouse start first-server wish=B9 otherwise=B6}
 */
@Durable(name = "first-server")
public final class FirstServer implements Workflow<Request, String> {
    private static final Duration HEAD_START = Duration.ofMinutes(1);

    /** The model that is wished for, and one that will do. */
    public record Request(String wish, String otherwise) {}

    @Override
    public String run(Request request, Flow flow) {
        IaasService iaas = flow.service(IaasService.class);
        Server first = await(flow.any(
                () -> iaas.create(new CreateServer(request.wish())),
                () -> flow.sleep(HEAD_START).compose(late -> iaas.create(new CreateServer(request.otherwise())))));
        return "%s, a %s".formatted(first.address(), first.model());
    }
}
