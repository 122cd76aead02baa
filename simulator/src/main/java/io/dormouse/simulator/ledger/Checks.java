package io.dormouse.simulator.ledger;

import io.dormouse.adapter.LedgerRow.State;
import io.dormouse.adapter.Outcome;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold, whatever happened. */
final class Checks {
    private final LedgerWorld world;
    private final Map<String, String> outcomes = new HashMap<>();
    private final Set<String> attempts = new HashSet<>();
    private final Set<String> overtaken = new HashSet<>();

    Checks(LedgerWorld world) {
        this.world = world;
    }

    /** A caller was told an outcome: all callers of one request hear the same. */
    void told(String key, Order order, String outcome) {
        String first = outcomes.putIfAbsent(key + order, outcome);
        if (first != null && !first.equals(outcome)) {
            world.violated("callers of %s were told different things: %s, then %s".formatted(key, first, outcome));
        }
        if (outcome.startsWith("made") && !outcome.contains("value=" + order.value() + "]")) {
            world.violated("a caller of %s asked for %s and got %s".formatted(key, order, outcome));
        }
    }

    /** A provider is asked: an attempt is made once, by one process. */
    void attempted(String key, int attempt) {
        if (!attempts.add(key + "/" + attempt))
            world.violated("attempt %d of %s was made twice".formatted(attempt, key));
    }

    /** Something was made outside: while nobody acts whose lock is free, a second one never is. */
    void made(String key, int there) {
        if (there > 1 && !world.site().overlapped()) {
            world.violated("%d effects of %s at once, though nobody acted without a lock".formatted(there, key));
        }
    }

    /** A cancellation overtook its call. */
    void overtaken(String key) {
        overtaken.add(key);
    }

    /** A cancellation was answered: a question that nobody has decided is not open any more. */
    void withdrawn(String key) {
        if (world.questions().isOpen(key)) world.violated("the cancelled question %s is open".formatted(key));
    }

    /** After everything has come to rest. */
    void atTheEnd() {
        world.load().callers().forEach(this::caller);
        world.operations().rows().forEach(this::row);
        if (world.load().withdraws()) world.violated("a cancellation was never answered");
    }

    private void caller(Caller caller) {
        State state = world.operations().row(caller.key()).map(row -> row.state).orElse(State.STARTED);
        if (caller.told().isEmpty() && !caller.gaveUp() && state != State.UNKNOWN) {
            world.violated("the call %s never ended; its row is %s".formatted(caller.key(), state));
        }
    }

    private void row(OperationRow row) {
        if (overtaken.contains(row.key) && row.state != State.CANCELLED) {
            world.violated("%s was cancelled before it came, and is %s".formatted(row.key, row.state));
        }
        Kind kind = row.state == State.CANCELLED ? kindOf(row.key) : Kind.valueOf(row.action);
        if (row.state == State.STARTED && world.site().isGone(row.holderLife)) {
            world.violated("%s was left in flight by %s, which is gone".formatted(row.key, row.holderLife));
        }
        if (world.conditions().areQuiet() && (row.attempt > 1 || row.state == State.UNKNOWN)) {
            world.violated("%s took attempt %d though nothing went wrong".formatted(row.key, row.attempt));
        }
        switch (kind) {
            case TOKEN -> effects(row, world.systems().tokenCloud().of(row.key));
            case TAGGED -> effects(row, world.systems().taggedCloud().of(row.key));
            case MAIL -> mails(row, world.systems().mail().of(row.key));
            case RECORD -> record(row);
            case ROW -> question(row);
        }
    }

    private Kind kindOf(String key) {
        return world.load().callers().stream()
                .filter(caller -> caller.key().equals(key))
                .findFirst()
                .orElseThrow()
                .kind();
    }

    /** What stands in the row is what is there, and nothing else is. */
    private void effects(OperationRow row, List<Made> there) {
        if (row.state == State.STARTED) return;
        Optional<String> stands = row.outcome.flatMap(Checks::idOf);
        List<String> ids = there.stream().map(Made::id).toList();
        List<String> expected = stands.map(List::of).orElse(List.of());
        if (!ids.equals(expected)) {
            world.violated("%s is %s with %s, but outside there is %s".formatted(row.key, row.state, expected, ids));
        }
    }

    private static Optional<String> idOf(Outcome outcome) {
        return Optional.ofNullable(new JsonObject(outcome.json()).getJsonObject("result"))
                .map(made -> made.getString("id"));
    }

    private void mails(OperationRow row, int sent) {
        boolean made =
                row.state == State.DONE && row.outcome.flatMap(Checks::idOf).isPresent();
        if (sent > 1 || made && sent == 0 || row.state == State.CANCELLED && sent > 0) {
            world.violated("%s is %s, and %d mails were sent".formatted(row.key, row.state, sent));
        }
    }

    private void record(OperationRow row) {
        boolean made =
                row.state == State.DONE && row.outcome.flatMap(Checks::idOf).isPresent();
        if (made && !world.systems().records().wasMade("name", row.key)) {
            world.violated("the upsert %s is done, but was never made".formatted(row.key));
        }
    }

    private void question(OperationRow row) {
        if ((row.state == State.DONE) != world.questions().exists(row.key)) {
            world.violated("the question %s does not go with its row, which is %s".formatted(row.key, row.state));
        }
        if (world.load().cancelled().contains(row.key)) withdrawn(row.key);
    }
}
