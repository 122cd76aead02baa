package io.dormouse.simulator.ledger;

import io.dormouse.adapter.Action;
import io.dormouse.adapter.Ledger;
import io.dormouse.adapter.LedgerPorts;
import io.dormouse.host.bus.Answer;
import io.dormouse.host.bus.Call;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One life of an adapter: the production ledger, in a process of its own. */
final class Adapter {
    private static final String ACTOR = "ada";

    private final Life life;
    private final SimulatedLocks locks;
    private final Map<Kind, Action<Order, Made>> actions = new EnumMap<>(Kind.class);
    private final Future<Ledger> ledger;
    private boolean ready;

    Adapter(LedgerWorld world, String name) {
        this.life = new Life(world.timeline(), name);
        DatabaseLink link = new DatabaseLink(world, life);
        this.locks = new SimulatedLocks(world, link);
        world.systems()
                .actions(new Outside(world, life))
                .forEach(action -> actions.put(Kind.valueOf(action.name()), action));
        LedgerPorts ports = new LedgerPorts(
                new SimulatedTables(world, link),
                new SimulatedTransactions(world, link),
                locks,
                life,
                life,
                () -> world.now() * 1_000,
                name);
        this.ledger = Ledger.open(ports, Systems.SERVICE)
                .compose(open -> open.serve(actions.values().stream().toList()).map(open))
                .onSuccess(open -> ready = true);
    }

    Life life() {
        return life;
    }

    /** Complete when it listens; failed if it could not begin. */
    Future<Ledger> begun() {
        return ledger;
    }

    SimulatedLocks locks() {
        return locks;
    }

    String address() {
        return Systems.SERVICE + "." + life.name();
    }

    boolean listens() {
        return ready && life.runs();
    }

    Future<Answer> ask(Kind kind, String key, Order order) {
        return ledger.result().ask(Objects.requireNonNull(actions.get(kind)), order, call(kind.name(), key));
    }

    Future<Answer> cancel(String key) {
        return ledger.result().cancel(call("cancel", key));
    }

    private static Call call(String action, String key) {
        return new Call(action, new JsonObject(), Optional.of(key), ACTOR, false);
    }

    /** Leaves in good order; over when it has left. */
    void close() {
        ready = false;
        if (ledger.succeeded()) ledger.result().close().onComplete(left -> life.end());
        else life.end();
    }
}
