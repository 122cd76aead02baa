package io.dormouse.simulator.ledger;

import io.dormouse.adapter.Attempt;
import io.dormouse.adapter.KeyedAction;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.dns.DnsFailure;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names that have one value each. A change carries the condition that it is based on, and a time after which it is void. */
final class Records {
    private static final int ROUNDS = 20;
    private static final String EMPTY = "nothing";

    private final LedgerWorld world;
    private final Map<String, String> values = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    /** For each name, the calls that were made before somebody else changed it. */
    private final Map<String, Set<String>> overtaken = new HashMap<>();

    private final Map<String, Set<String>> made = new HashMap<>();

    Records(LedgerWorld world) {
        this.world = world;
    }

    /** As an adapter does it: read, commit what was found, change it on the condition that it is still there. */
    KeyedAction<Order, Made> action(Outside way) {
        return (order, attempt) -> new Change(way, order, attempt).round(1);
    }

    private final class Change {
        private final Outside way;
        private final Order order;
        private final Attempt attempt;
        private final Optional<String> before;

        private Change(Outside way, Order order, Attempt attempt) {
            this.way = way;
            this.order = order;
            this.attempt = attempt;
            this.before = attempt.expected().map(json -> json.getString("value"));
        }

        private Future<Made> round(int number) {
            if (number > ROUNDS) return Future.failedFuture(CallFailure.UNAVAILABLE.exception("it changes too fast"));
            long voidAfter = world.now() + world.conditions().requestTimeout().toNanos() / 1_000;
            return way.askByDatagram("read", attempt.key(), () -> valueOf(order.target()))
                    .compose(found -> {
                        boolean changedSince =
                                before.isPresent() && !before.get().equals(found);
                        if (number == 1 && changedSince && !found.equals(order.value())) {
                            world.history().note("upsert overtaken", attempt.key());
                            return Future.failedFuture(DnsFailure.NAME_CONFLICT.exception("somebody else changed it"));
                        }
                        if (before.isPresent() && found.equals(order.value())) {
                            stands(attempt.key(), order.target());
                            return Future.succeededFuture(made());
                        }
                        return expect(found)
                                .compose(committed -> way.askByDatagram(
                                        "update", attempt.key(), () -> update(attempt.key(), order, found, voidAfter)))
                                .compose(taken -> taken ? Future.succeededFuture(made()) : round(number + 1));
                    });
        }

        private Made made() {
            return new Made("record-" + attempt.key(), order.value());
        }

        private Future<Void> expect(String found) {
            if (world.has(LedgerBug.EXPECTED_NOT_COMMITTED)) return Future.succeededFuture();
            return attempt.expect(new JsonObject().put("value", found));
        }
    }

    private boolean update(String key, Order order, String found, long voidAfter) {
        boolean conditional = !world.has(LedgerBug.UPSERT_WITHOUT_CONDITION);
        if (conditional && (!valueOf(order.target()).equals(found) || world.now() > voidAfter)) {
            world.history().note("condition failed", key);
            return false;
        }
        boolean changes = !valueOf(order.target()).equals(order.value());
        if (changes && ended.contains(key)) {
            world.violated("an old upsert of %s overwrote a newer value of %s".formatted(key, order.target()));
        }
        if (changes && overtaken.getOrDefault(order.target(), Set.of()).contains(key)) {
            world.violated("a repeated upsert of %s overwrote what somebody set after it".formatted(key));
        }
        values.put(order.target(), order.value());
        stands(key, order.target());
        return true;
    }

    private void stands(String key, String name) {
        made.computeIfAbsent(name, none -> new HashSet<>()).add(key);
    }

    String valueOf(String name) {
        return values.getOrDefault(name, EMPTY);
    }

    /** Somebody else sets a name, who knows nothing of us. */
    void setByHand(String name, String value) {
        values.put(name, value);
        overtaken.computeIfAbsent(name, none -> new HashSet<>()).addAll(made.getOrDefault(name, Set.of()));
        world.history().note("set by hand", name, value);
    }

    /** Its caller knows the outcome and goes on: from now on it may change nothing. @return false if it has ended before */
    boolean end(String key) {
        return ended.add(key);
    }

    boolean wasMade(String name, String key) {
        return made.getOrDefault(name, Set.of()).contains(key);
    }
}
