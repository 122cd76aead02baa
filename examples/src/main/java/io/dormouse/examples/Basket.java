package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.examples.Basket.Item;
import io.dormouse.examples.Basket.Shopper;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes signals: messages to one workflow, kept in their order until it asks for them. The first may come with the start, in
 * one commit, so that there is never a basket without its first item.
 *
 * <p>{@code ./dormouse start basket shopper=Ada --id ada --signal item --payload '{"name": "tea", "last": false}'}, then
 * {@code ./dormouse signal ada item '{"name": "cake", "last": true}'}
 */
@Durable(name = "basket")
public final class Basket implements Workflow<Shopper, List<String>> {
    /** Whose basket it is. */
    public record Shopper(String shopper) {}

    /** What goes into it. */
    public record Item(String name, boolean last) {}

    @Override
    public List<String> run(Shopper shopper, Flow flow) {
        List<String> names = new ArrayList<>();
        Item item;
        do {
            item = await(flow.signal("item", Item.class));
            names.add(item.name());
        } while (!item.last());
        return names;
    }
}
