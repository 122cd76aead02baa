package io.dormouse.simulator.ledger;

import io.dormouse.adapter.Attempt;
import io.dormouse.adapter.KeyedAction;
import io.dormouse.adapter.Settlement;
import io.dormouse.contracts.iaas.IaasFailure;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a thing each time it is asked, and can list what carries a key. */
final class TaggedCloud {
    private static final double FULL = 0.05;

    private final LedgerWorld world;
    private final Map<String, Tagged> things = new LinkedHashMap<>();

    private record Tagged(String key, Made made) {}

    TaggedCloud(LedgerWorld world) {
        this.world = world;
    }

    /** As an adapter does it: a later attempt looks first. */
    KeyedAction<Order, Made> action(Outside way) {
        return (order, attempt) -> {
            String key = attempt.key();
            if (attempt.number() == 1 || world.has(LedgerBug.TAKER_DOES_NOT_LOOK)) return create(way, key, order);
            return way.ask("look-up", key, () -> of(key))
                    .compose(there -> there.isEmpty()
                            ? stillCounts(attempt).compose(mine -> create(way, key, order))
                            : Future.succeededFuture(there.getFirst()));
        };
    }

    private Future<Void> stillCounts(Attempt attempt) {
        return world.has(LedgerBug.ACTS_ON_AN_OLD_LOOK) ? Future.succeededFuture() : attempt.stillCounts();
    }

    private Future<Made> create(Outside way, String key, Order order) {
        return way.ask("create", key, () -> {
            if (world.suffers(FULL)) throw IaasFailure.CAPACITY_EXHAUSTED.exception("nothing is free");
            Made made = new Made(world.nextId("server"), order.value());
            things.put(made.id(), new Tagged(key, made));
            world.checks().made(key, of(key).size());
            return made;
        });
    }

    Settlement<Made> settlement(Outside way) {
        return (key, stays) -> {
            if (world.has(LedgerBug.NO_JANITOR)) return Future.succeededFuture();
            return way.ask("list", key, () -> of(key))
                    .compose(there -> Future.join(there.stream()
                            .filter(made -> stays.filter(made::equals).isEmpty())
                            .map(made -> way.ask("delete", key, () -> {
                                world.history().note("surplus removed", key);
                                return Boolean.valueOf(things.remove(made.id()) != null);
                            }))
                            .toList()))
                    .mapEmpty();
        };
    }

    /** What is there that carries a key. */
    List<Made> of(String key) {
        return things.values().stream()
                .filter(thing -> thing.key().equals(key))
                .map(Tagged::made)
                .toList();
    }
}
