package io.dormouse.adapter;

import io.dormouse.contracts.Payload;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** An attempt that is being made now. Providers call it from any thread. */
final class OpenAttempt implements Attempt {
    private final Request<?, ?> request;
    private final int number;
    private final Operation.Desk desk;
    private volatile Optional<JsonObject> expected;

    OpenAttempt(Request<?, ?> request, int number, Optional<JsonObject> expected, Operation.Desk desk) {
        this.request = request;
        this.number = number;
        this.expected = expected;
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
        return desk.on(() -> desk.store().expect(request.key(), number, kept)).compose(written -> {
            if (!written) {
                return Future.failedFuture(
                        new IllegalStateException("attempt %d of %s is superseded or done; it must not act any more"
                                .formatted(number, request.key())));
            }
            expected = Optional.of(kept);
            return Future.succeededFuture();
        });
    }
}
