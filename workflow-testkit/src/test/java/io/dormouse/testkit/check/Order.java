package io.dormouse.testkit.check;

import static io.dormouse.flow.Flow.await;

import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;

/** What runs; what is to come is compiled by the tests. */
@Durable(name = "order")
public final class Order implements Workflow<String, String> {
    @Override
    public String run(String item, Flow flow) {
        int price = await(flow.run("price", () -> 1));
        return await(flow.event("paid", String.class)) + price;
    }
}
