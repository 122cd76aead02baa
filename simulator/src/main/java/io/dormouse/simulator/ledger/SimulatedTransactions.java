package io.dormouse.simulator.ledger;

import io.dormouse.adapter.Action;
import io.dormouse.adapter.KeyedUndo;
import io.dormouse.adapter.LedgerRow;
import io.dormouse.adapter.LedgerTransactions;
import io.dormouse.adapter.LedgerWrite;
import io.dormouse.adapter.Outcome;
import io.dormouse.adapter.Request;
import io.dormouse.contracts.Wire;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Calls whose effect is a question in the ledger's own schema, as one process makes them. */
final class SimulatedTransactions implements LedgerTransactions {
    private final LedgerWorld world;
    private final DatabaseLink link;

    SimulatedTransactions(LedgerWorld world, DatabaseLink link) {
        this.world = world;
        this.link = link;
    }

    @Override
    public <Q, R> Future<Optional<Outcome>> carryOut(Request<Q, R> request, Action.Inside<Q, R> how, int holder) {
        String key = request.key();
        if (world.has(LedgerBug.EFFECT_OUTSIDE_THE_TRANSACTION))
            world.questions().ask(key);
        return link.write(() -> {
            if (world.operations().row(key).isPresent()) return Optional.empty();
            Outcome outcome = outcomeOf(request);
            world.operations()
                    .insertDone(
                            new LedgerWrite.Insert(
                                    key,
                                    request.action().service(),
                                    request.action().name(),
                                    request.digest(),
                                    request.json(),
                                    request.actor(),
                                    LedgerRow.State.STARTED,
                                    Optional.of(holder),
                                    1),
                            outcome);
            world.questions().ask(key);
            return Optional.of(outcome);
        });
    }

    private Outcome outcomeOf(Request<?, ?> request) {
        Made made = new Made(world.nextId("question"), ((Order) request.value()).value());
        return new Outcome(new JsonObject().put("result", Wire.encode(made)).encode());
    }

    @Override
    public <Q> Future<KeyedUndo.Undone> undo(Request<Q, ?> request, KeyedUndo<Q> how) {
        if (world.has(LedgerBug.NOTHING_UNDONE)) return Future.succeededFuture(KeyedUndo.Undone.BEFORE);
        return link.write(() -> world.questions().withdraw(request.key()));
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
