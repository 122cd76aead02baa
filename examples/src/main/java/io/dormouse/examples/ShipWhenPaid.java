package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.examples.ShipWhenPaid.Order;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import java.math.BigDecimal;

/**
 * Waits for an event: a promise with a name, which anybody may keep, once. The first value wins, and whoever waits for the key,
 * before or after, in whichever workflow, gets that value.
 *
 * <p>{@code ./dormouse start ship-when-paid number=7}, then {@code ./dormouse trigger order-7-paid '{"amount": 12.50}'}
 */
@Durable(name = "ship-when-paid")
public final class ShipWhenPaid implements Workflow<Order, String> {
    /** What was ordered. */
    public record Order(String number) {}

    /** What the event says. */
    public record Payment(BigDecimal amount) {}

    @Override
    public String run(Order order, Flow flow) {
        Payment payment = await(flow.event("order-%s-paid".formatted(order.number()), Payment.class));
        return await(flow.run("ship", () -> "shipped %s for %s".formatted(order.number(), payment.amount())));
    }
}
