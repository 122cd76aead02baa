package io.dormouse.simulator.ledger;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.ContractException;
import io.dormouse.contracts.Wire;
import io.dormouse.host.bus.Answer;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Optional;

/** Whoever wants one keyed call carried out: asks, and asks again, until there is an outcome or it does not care any more. */
final class Caller {
    private static final long AGAIN = 300_000;
    private static final long AT_ONCE = 5_000;

    private final LedgerWorld world;
    private final Kind kind;
    private final String key;
    private final Order order;
    private final long patience;
    private final Runnable goOn;
    private Optional<String> told = Optional.empty();
    private long began;
    private boolean gaveUp;

    /** @param patience after which it does not ask again, in microseconds @param goOn runs when it knows the outcome */
    Caller(LedgerWorld world, Kind kind, String key, Order order, long patience, Runnable goOn) {
        this.world = world;
        this.kind = kind;
        this.key = key;
        this.order = order;
        this.patience = patience;
        this.goOn = goOn;
    }

    void begin() {
        began = world.now();
        world.history().note("call", kind, key, order.value());
        ask(Optional.empty());
    }

    private void ask(Optional<String> address) {
        if (world.now() - began > patience) {
            world.history().note("given up", key);
            gaveUp = true;
            return;
        }
        world.site()
                .ask(address, adapter -> adapter.ask(kind, key, order))
                .onComplete(this::hear, failure -> hear(failure));
    }

    private void hear(Answer answer) {
        switch (answer) {
            // As it came over the bus: a caller reads JSON
            case Answer.Done(var result) ->
                end("made " + Wire.decode((JsonObject) Objects.requireNonNull(result), Made.class));
            case Answer.InProgress(var poll) -> {
                world.history().note("in progress", key);
                world.after(AT_ONCE, () -> ask(Optional.of(poll)));
            }
            case Answer.Moved moved -> throw new AssertionError("a ledger never answers " + moved);
        }
    }

    private void hear(Throwable failure) {
        boolean isFinal =
                failure instanceof ContractException declared && declared.failure() != CallFailure.UNAVAILABLE;
        if (isFinal) end("failed " + ((ContractException) failure).failure());
        else world.after(world.chance().upTo(AGAIN) + AT_ONCE, () -> ask(Optional.empty()));
    }

    private void end(String outcome) {
        world.history().note("told", key, outcome);
        told = Optional.of(outcome);
        world.checks().told(key, order, outcome);
        goOn.run();
    }

    Kind kind() {
        return kind;
    }

    String key() {
        return key;
    }

    Order order() {
        return order;
    }

    /** The outcome that it was told. */
    Optional<String> told() {
        return told;
    }

    boolean gaveUp() {
        return gaveUp;
    }
}
