package io.dormouse.adapter;

import io.dormouse.contracts.Payload;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;

/** An attempt that is being made now. Providers call it from any thread. */
final class OpenAttempt implements Attempt {
    private final Request<?, ?> request;
    private final int number;
    private final Operation.Desk desk;
    private volatile Optional<JsonObject> expected;
    private volatile long knownSince;

    /** @param knownSince when this attempt was about to be told that the row is its own */
    OpenAttempt(
            Request<?, ?> request, int number, Optional<JsonObject> expected, long knownSince, Operation.Desk desk) {
        this.request = request;
        this.number = number;
        this.expected = expected;
        this.knownSince = knownSince;
        this.desk = desk;
    }

    @Override
    public String key() {
        return request.key();
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public String actor() {
        return request.actor();
    }

    @Override
    public Optional<JsonObject> expected() {
        return expected;
    }

    @Override
    public Future<Void> expect(JsonObject found) {
        JsonObject kept = new JsonObject(Payload.check("what was found for " + request.key(), found.encode()));
        return mine(() -> desk.store().expect(request.key(), number, kept))
                .onSuccess(written -> expected = Optional.of(kept));
    }

    @Override
    public Future<Void> stillCounts() {
        if (desk.isFresh(knownSince)) return Future.succeededFuture();
        return mine(() -> desk.store().ask(request.key(), number));
    }

    /** What the row says to a write on the condition that it is this attempt's. */
    private Future<Void> mine(Supplier<Future<Boolean>> write) {
        long asked = desk.nanos().getAsLong();
        return desk.on(write).compose(counts -> {
            if (!counts) {
                return Future.failedFuture(
                        new IllegalStateException("attempt %d of %s is superseded or done; it must not act any more"
                                .formatted(number, request.key())));
            }
            knownSince = asked;
            return Future.succeededFuture();
        });
    }
}
