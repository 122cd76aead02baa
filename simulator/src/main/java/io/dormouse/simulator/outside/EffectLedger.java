package io.dormouse.simulator.outside;

import io.dormouse.engine.journal.Outcome;
import io.dormouse.simulator.world.Chance;
import io.dormouse.simulator.world.Faults;
import io.dormouse.simulator.world.Timeline;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Services as their ledgers are seen from outside: one effect and one outcome for a key, however often it is asked for. */
public final class EffectLedger {
    /** What is known of a key. */
    public static final class Operation {
        private final String request;
        private final Promise<Outcome> outcome = Promise.promise();
        private int effects;

        private Operation(String request) {
            this.request = request;
        }

        /** What was asked. */
        public String request() {
            return request;
        }

        /** How often it has happened. */
        public int effects() {
            return effects;
        }

        /** Its outcome; not complete while it is in progress. */
        public Future<Outcome> outcome() {
            return outcome.future();
        }
    }

    /** The failure that is answered to a key that was withdrawn before its call came. */
    static final Outcome.Failure WITHDRAWN = new Outcome.Failure("WITHDRAWN", 409, "the call was withdrawn", false);

    /** What is asked for so happens only when everything else has come to rest. */
    public static final String PATIENCE = "patience";

    private final Timeline timeline;
    private final Chance chance;
    private final Faults faults;
    private final BiConsumer<String, String> questions;
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final Set<String> cancelled = new HashSet<>();
    private final Map<String, Runnable> held = new LinkedHashMap<>();
    private boolean released;

    /** @param questions takes the event key of a question, and its key, when it is known */
    public EffectLedger(Timeline timeline, Chance chance, Faults faults, BiConsumer<String, String> questions) {
        this.timeline = timeline;
        this.chance = chance;
        this.faults = faults;
        this.questions = questions;
    }

    /** Joins the operation of a key, or begins with it. */
    Operation join(String key, String address, String action, String body) {
        String request = address + ' ' + action + ' ' + body;
        Operation known = operations.get(key);
        if (known != null) return known;
        Operation fresh = new Operation(request);
        operations.put(key, fresh);
        if (cancelled.contains(key)) {
            fresh.outcome.complete(WITHDRAWN);
            return fresh;
        }
        long takes = faults.dawdles() ? chance.upTo(8_000_000) : chance.upTo(60_000);
        Runnable happens = () -> timeline.after(takes, () -> happen(key, address, body, fresh));
        if (body.contains(PATIENCE) && !released) held.put(key, happens);
        else happens.run();
        return fresh;
    }

    private void happen(String key, String address, String body, Operation operation) {
        if (cancelled.contains(key)) {
            operation.outcome.complete(WITHDRAWN);
            return;
        }
        operation.effects++;
        boolean refuses = !address.startsWith("approval") && chance.happens(0.1);
        operation.outcome.complete(
                refuses
                        ? new Outcome.Failure("SOLD_OUT", 422, "there is none left for " + key, false)
                        : new Outcome.Success("\"effect %s %x\"".formatted(key, chance.seed()), null));
        if (address.startsWith("approval")) questions.accept(body, key);
    }

    /** Whether a call takes as long as it likes. */
    public boolean isHeld(String key) {
        return held.containsKey(key);
    }

    /** What has taken its time happens now. */
    public void release() {
        released = true;
        held.values().forEach(Runnable::run);
        held.clear();
    }

    /** Notes that nobody wants a key any more. */
    void cancel(String key) {
        cancelled.add(key);
    }

    /** All operations by their keys. */
    public Map<String, Operation> operations() {
        return operations;
    }

    /** Whether a key was withdrawn. */
    public boolean isCancelled(String key) {
        return cancelled.contains(key);
    }
}
