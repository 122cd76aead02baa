package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.examples.Insist.Request;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Retry;
import io.dormouse.flow.Workflow;
import java.time.Duration;

/**
 * Tries again, call by call. A service that cannot be reached is asked again for ever without any rule; a rule says what happens
 * when it has answered, and refused. Without one that is final, as it should be for most refusals.
 *
 * <p>{@code ./dormouse start insist model=B6}
 */
@Durable(name = "insist")
public final class Insist implements Workflow<Request, String> {
    private static final Retry UNTIL_THERE_IS_ROOM = Retry.exponential(Duration.ofMinutes(1))
            .upTo(Duration.ofHours(1))
            .attempts(50)
            .except("MODEL_UNKNOWN");

    /** Which model. */
    public record Request(String model) {}

    @Override
    public String run(Request request, Flow flow) {
        Flow insisting = flow.with(UNTIL_THERE_IS_ROOM);
        Server server = await(insisting.service(IaasService.class).create(new CreateServer(request.model())));
        return server.address();
    }
}
