package io.dormouse.contracts;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * One message to a service and its one answer, which may be "in progress"; {@link KeyedCall} asks until there is a result.
 *
 * @param address the service, or the instance that holds the call
 * @param action the method
 * @param body the arguments by parameter name
 * @param key the idempotency key, which every change needs
 * @param actor on whose behalf
 */
public record Question(String address, String action, JsonObject body, Optional<String> key, String actor) {
    /** Asks once. Fails as the bus does, at the latest after {@link KeyedCall#BUS_TIMEOUT}, or with what the service says. */
    public Future<Message<Object>> ask(Vertx vertx) {
        DeliveryOptions options = new DeliveryOptions()
                .setSendTimeout(KeyedCall.BUS_TIMEOUT.toMillis())
                .addHeader(Headers.ACTION, action)
                .addHeader(Headers.ACTOR, actor);
        key.ifPresent(given -> options.addHeader(Headers.KEY, given));
        return vertx.eventBus().request(address, body, options);
    }
}
