package io.dormouse.host.bus;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.Headers;
import io.dormouse.contracts.KeyedCall;
import io.dormouse.contracts.Payload;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What came with a request.
 *
 * @param action the method of the contract
 * @param request the argument as it came
 * @param key the idempotency key, if the caller gave one
 * @param actor on whose behalf; {@code unknown} if the caller did not say
 * @param relayed whether another instance of the service has passed it on, and would like to know who else to ask
 * @param left how long the caller waited for the answer when it asked
 */
public record Call(
        String action, JsonObject request, Optional<String> key, String actor, boolean relayed, Duration left) {
    private static final int MAX_KEY = 300;
    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,9}");

    /** A call of somebody who waits as long as everybody does. */
    public Call(String action, JsonObject request, Optional<String> key, String actor, boolean relayed) {
        this(action, request, key, actor, relayed, KeyedCall.BUS_TIMEOUT);
    }

    static Call of(String action, JsonObject request, Message<?> message) {
        Optional<String> key =
                Optional.ofNullable(message.headers().get(Headers.KEY)).filter(text -> !text.isBlank());
        String actor = message.headers().get(Headers.ACTOR);
        return new Call(
                action,
                request,
                key,
                actor == null ? "unknown" : Payload.checkText("the actor", actor),
                message.headers().contains(Headers.RELAYED),
                left(message));
    }

    private static Duration left(Message<?> message) {
        String millis = message.headers().get(Headers.LEFT);
        return millis == null || !MILLIS.matcher(millis).matches()
                ? KeyedCall.BUS_TIMEOUT
                : Duration.ofMillis(Long.parseLong(millis));
    }

    /** The key, or the failure that a change without one gets. */
    public String requiredKey() {
        String given = key.orElseThrow(() -> CallFailure.KEY_MISSING.exception(
                "%s changes something, so it needs the header %s with a key of its own; nothing was done"
                        .formatted(action, Headers.KEY)));
        if (given.length() > MAX_KEY) {
            throw CallFailure.INVALID_REQUEST.exception("the key is longer than %d characters".formatted(MAX_KEY));
        }
        return given;
    }
}
