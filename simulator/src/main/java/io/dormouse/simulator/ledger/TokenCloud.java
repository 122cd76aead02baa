package io.dormouse.simulator.ledger;

import io.dormouse.adapter.KeyedAction;
import io.dormouse.contracts.iaas.IaasFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes one thing for each token, however often it is asked. */
final class TokenCloud {
    /** A value that it refuses, by a declared failure. */
    static final String REFUSED = "refused";

    private final LedgerWorld world;
    private final Map<String, Made> byToken = new HashMap<>();

    TokenCloud(LedgerWorld world) {
        this.world = world;
    }

    KeyedAction<Order, Made> action(Outside way) {
        return (order, attempt) -> way.askByDatagram("token", attempt.key(), () -> make(attempt.key(), order.value()));
    }

    private Made make(String token, String value) {
        if (value.equals(REFUSED)) throw IaasFailure.MODEL_UNKNOWN.exception("there is no such model");
        return byToken.computeIfAbsent(token, first -> new Made(world.nextId("thing"), value));
    }

    /** What was made for a key. */
    List<Made> of(String key) {
        return byToken.containsKey(key) ? List.of(byToken.get(key)) : List.of();
    }
}
