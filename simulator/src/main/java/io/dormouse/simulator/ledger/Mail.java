package io.dormouse.simulator.ledger;

import io.dormouse.adapter.KeyedAction;
import io.dormouse.contracts.CallFailure;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/** Sends whenever it is asked, and cannot be asked what it has sent. */
final class Mail {
    private final LedgerWorld world;
    private final Map<String, Integer> requests = new HashMap<>();
    private final Map<String, Integer> sent = new HashMap<>();

    Mail(LedgerWorld world) {
        this.world = world;
    }

    /** Some adapters say themselves that they do not know. */
    KeyedAction<Order, Made> action(Outside way) {
        return (order, attempt) -> {
            String key = attempt.key();
            int request = requests.merge(key, 1, Integer::sum);
            return way.ask("mail", key, () -> {
                        // A doubled packet is one mail to the transport; a second request is a second mail.
                        sent.merge(key, 1 << request, (before, now) -> before | now);
                        return new Made("mail-" + key, order.value());
                    })
                    .recover(failure -> Future.failedFuture(
                            world.chance().happens(0.5)
                                    ? CallFailure.OUTCOME_UNKNOWN.exception("nobody knows whether it was sent")
                                    : failure));
        };
    }

    /** How many mails left for a key. */
    int of(String key) {
        return Integer.bitCount(sent.getOrDefault(key, 0));
    }
}
