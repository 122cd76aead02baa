package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.examples.HandOver.Request;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;

/**
 * Starts another workflow and leaves it alone: what happens here, a cancellation too, does not touch it. When the await
 * returns, the other one has started.
 *
 * <p>{@code ./dormouse start hand-over name=Ada}
 */
@Durable(name = "hand-over")
public final class HandOver implements Workflow<Request, String> {
    /** Who is to be greeted some time. */
    public record Request(String name) {}

    @Override
    public String run(Request request, Flow flow) {
        return await(flow.detach(Greet.class, new Greet.Request(request.name())));
    }
}
