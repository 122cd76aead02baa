package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.examples.Price.Request;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import java.time.Duration;

/**
 * The first version of a process that has a second one beside it, {@link PriceWithTax}. What was started with this version ends
 * with it; when {@code ./dormouse ls --name price} shows none of version 1 any more, the class may go.
 *
 * <p>{@code ./dormouse start price cents:=100 --version 1}
 */
@Durable(name = "price", version = 1)
public final class Price implements Workflow<Request, Integer> {
    /** The net price. */
    public record Request(int cents) {}

    @Override
    public Integer run(Request request, Flow flow) {
        await(flow.sleep(Duration.ofDays(1)));
        return request.cents();
    }
}
