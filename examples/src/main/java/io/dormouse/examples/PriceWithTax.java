package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.examples.PriceWithTax.Request;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import java.time.Duration;

/**
 * The second version of {@link Price}, for a change too large for {@code flow.changed}: the same name, the next number, another
 * class. Whoever starts {@code price} without saying which gets the highest version.
 *
 * <p>{@code ./dormouse start price cents:=100 taxPercent:=19}
 */
@Durable(name = "price", version = 2)
public final class PriceWithTax implements Workflow<Request, Integer> {
    /** The net price, and what comes upon it. */
    public record Request(int cents, int taxPercent) {}

    @Override
    public Integer run(Request request, Flow flow) {
        await(flow.sleep(Duration.ofDays(1)));
        return request.cents() * (100 + request.taxPercent()) / 100;
    }
}
