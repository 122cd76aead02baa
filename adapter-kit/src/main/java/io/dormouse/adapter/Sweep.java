package io.dormouse.adapter;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for what instances that are gone left in flight, and for what more than one attempt may have left outside; both without
 * waiting for a caller, and both from the rows, so that it survives restarts. Lives on the ledger's context.
 */
final class Sweep {
    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

    private final LedgerTables tables;
    private final Operations operations;
    private final Instance instance;
    private final Map<String, Action<?, ?>> actions;
    private final Set<String> unfit = new HashSet<>();

    /** @param actions by name; it may grow */
    Sweep(LedgerTables tables, Operations operations, Instance instance, Map<String, Action<?, ?>> actions) {
        this.tables = tables;
        this.operations = operations;
        this.instance = instance;
        this.actions = actions;
    }

    /** One look. Complete when it has seen everything; what it took over goes on by itself. */
    Future<Void> look() {
        if (actions.isEmpty()) return Future.succeededFuture();
        Set<String> mine = Set.copyOf(actions.keySet());
        return tables.gone(instance.number()).compose(gone -> {
            Set<Integer> holders = new HashSet<>(gone);
            Future<Void> takenOver = gone.isEmpty()
                    ? Future.succeededFuture()
                    : tables.inFlight(gone, instance.number(), mine, unfit)
                            .onSuccess(rows -> rows.forEach(this::takeOver))
                            .compose(rows -> tables.forget(gone));
            holders.add(instance.number());
            return takenOver.compose(done -> tables.unsettled(holders, mine)).compose(this::settle);
        });
    }

    private void takeOver(LedgerRow row) {
        try {
            operations.takeOver(actionOf(row.action()), row);
        } catch (RuntimeException e) {
            unfit.add(row.key());
            log.error(
                    "{} of {} was left in flight, but this version cannot read its request; its row stays",
                    row.action(),
                    row.key(),
                    e);
        }
    }

    private Future<Void> settle(List<LedgerTables.Surplus> surplus) {
        List<String> clean = new ArrayList<>();
        List<Future<Void>> settled = surplus.stream()
                .map(call -> actionOf(call.action())
                        .settle(call.key(), call.outcome())
                        .onSuccess(done -> {
                            if (call.last()) clean.add(call.key());
                        })
                        .onFailure(failure -> log.warn("what is left of {} is not removed yet", call.key(), failure)))
                .toList();
        return Future.join(settled)
                .otherwiseEmpty()
                .compose(all -> clean.isEmpty() ? Future.succeededFuture() : tables.settled(clean));
    }

    private Action<?, ?> actionOf(String name) {
        Action<?, ?> action = actions.get(name);
        if (action == null) throw new IllegalStateException("nobody serves the action " + name);
        return action;
    }
}
