package io.dormouse.simulator.ledger;

import io.dormouse.adapter.Action;
import io.dormouse.adapter.Guarantee;
import io.dormouse.adapter.KeyedAction;
import io.dormouse.adapter.KeyedUndo;
import io.dormouse.adapter.Settlement;
import io.dormouse.contracts.dns.DnsService;
import io.dormouse.contracts.iaas.IaasService;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What stands behind the adapters, and how an adapter reaches it. */
final class Systems {
    /** Of all actions, whatever contract declares their failures. */
    static final String SERVICE = "simulated.v1";

    private final LedgerWorld world;
    private final TokenCloud tokenCloud;
    private final TaggedCloud taggedCloud;
    private final Mail mail;
    private final Records records;

    Systems(LedgerWorld world) {
        this.world = world;
        this.tokenCloud = new TokenCloud(world);
        this.taggedCloud = new TaggedCloud(world);
        this.mail = new Mail(world);
        this.records = new Records(world);
    }

    TokenCloud tokenCloud() {
        return tokenCloud;
    }

    TaggedCloud taggedCloud() {
        return taggedCloud;
    }

    Mail mail() {
        return mail;
    }

    Records records() {
        return records;
    }

    /** The actions of an adapter that reaches the systems this way, by their kind. */
    List<Action<Order, Made>> actions(Outside way) {
        Guarantee ofMail = world.has(LedgerBug.SENT_TWICE) ? Guarantee.LOOK_UP_BY_KEY : Guarantee.NEITHER;
        return List.of(
                outside(Kind.TOKEN, Guarantee.IDEMPOTENT_BY_TOKEN, tokenCloud.action(way), Optional.empty()),
                outside(
                        Kind.TAGGED,
                        Guarantee.LOOK_UP_BY_KEY,
                        taggedCloud.action(way),
                        Optional.of(taggedCloud.settlement(way))),
                outside(Kind.MAIL, ofMail, mail.action(way), Optional.empty()),
                outside(Kind.RECORD, Guarantee.IDEMPOTENT_BY_TOKEN, records.action(way), Optional.empty()),
                action(Kind.ROW, new Action.Inside<>(Systems::byTheTransactions, Optional.of(undo()))));
    }

    private Action<Order, Made> outside(
            Kind kind, Guarantee guarantee, KeyedAction<Order, Made> action, Optional<Settlement<Made>> settlement) {
        Duration timeout = world.conditions().requestTimeout();
        KeyedAction<Order, Made> watched = (order, attempt) -> {
            world.checks().attempted(attempt.key(), attempt.number());
            return action.perform(order, attempt);
        };
        return action(kind, new Action.Outside<>(watched, guarantee, timeout, settlement));
    }

    private static Action<Order, Made> action(Kind kind, Action.Effect<Order, Made> effect) {
        Class<?> contract = kind == Kind.RECORD ? DnsService.class : IaasService.class;
        return new Action<>(contract, SERVICE, kind.name(), Order.class, Made.class, effect);
    }

    /** {@link SimulatedTransactions} has no SQL to act through and makes the effect itself. */
    private static Future<Made> byTheTransactions(Order order, Object attempt, Object connection) {
        return Future.failedFuture(new IllegalStateException("the simulated database makes the effect of " + order));
    }

    private static KeyedUndo<Order> undo() {
        return (order, attempt, connection) ->
                Future.failedFuture(new IllegalStateException("the simulated database undoes " + order));
    }
}
