package io.dormouse.dns;

import io.dormouse.adapter.Attempt;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** An attempt without a ledger, which a test may hold at the point where it has committed what it found. */
final class ScriptedAttempt implements Attempt {
    private final String key;
    private final int number;
    private final Promise<Void> reached = Promise.promise();
    private volatile Future<Void> hold = Future.succeededFuture();
    private volatile Optional<JsonObject> expected = Optional.empty();

    ScriptedAttempt(String key, int number) {
        this.key = key;
        this.number = number;
    }

    /** The attempt after this one, which knows what this one has committed. */
    ScriptedAttempt next() {
        ScriptedAttempt next = new ScriptedAttempt(key, number + 1);
        next.expected = expected;
        return next;
    }

    /** From here on the attempt freezes when it commits what it found, until the future given ends. */
    Future<Void> freezeUntil(Future<Void> thaw) {
        hold = thaw;
        return reached.future();
    }

    /** From here on the ledger takes nothing from it. */
    void supersede() {
        hold = Future.failedFuture(new IllegalStateException("attempt %d of %s is superseded".formatted(number, key)));
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public String actor() {
        return "test";
    }

    @Override
    public Optional<JsonObject> expected() {
        return expected;
    }

    @Override
    public Future<Void> expect(JsonObject found) {
        Future<Void> held = hold;
        if (!held.failed()) expected = Optional.of(new JsonObject(found.encode()));
        reached.tryComplete();
        return held;
    }

    @Override
    public Future<Void> stillCounts() {
        return Future.succeededFuture();
    }
}
