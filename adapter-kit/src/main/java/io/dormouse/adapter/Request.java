package io.dormouse.adapter;

import io.dormouse.contracts.CallException;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.Payload;

/**
 * What a caller wants done once.
 *
 * @param json the canonical JSON of the value
 * @param digest of the action and that JSON
 */
public record Request<Q, R>(Action<Q, R> action, String key, String actor, Q value, String json, String digest) {
    private static final int MAX_ACTOR = 300;
    private static final int SHOWN = 4_000;

    /** Refuses what Postgres cannot hold, before it stands in a batch with others. */
    static <Q, R> Request<Q, R> of(Action<Q, R> action, String key, String actor, Q value) {
        String json = Payload.check("the request", Digest.canonical(value));
        return new Request<>(action, checkedKey(key), checkedActor(actor), value, json, Digest.of(action.name(), json));
    }

    static String checkedKey(String key) {
        return Payload.checkText("the key", key);
    }

    static String checkedActor(String actor) {
        if (actor.length() > MAX_ACTOR) {
            throw CallFailure.INVALID_REQUEST.exception(
                    "the actor's name is longer than %d characters".formatted(MAX_ACTOR));
        }
        return Payload.checkText("the actor", actor);
    }

    CallException keyReusedFor(String otherAction, String otherJson) {
        return CallFailure.KEY_REUSED.exception(
                "the key %s was used for %s %s and now comes with %s %s; nothing was done for the second. Give a new request a new key"
                        .formatted(key, otherAction, shown(otherJson), action.name(), shown(json)));
    }

    CallException cancelled() {
        return CallFailure.CANCELLED.exception(
                "%s with the key %s was cancelled before it was carried out; nothing was or will be done"
                        .formatted(action.name(), key));
    }

    CallException unavailable(Throwable why) {
        return CallFailure.UNAVAILABLE.exception(
                "%s with the key %s has no outcome yet (%s); ask again with the same key"
                        .formatted(action.name(), key, why));
    }

    private static String shown(String json) {
        return json.length() <= SHOWN ? json : json.substring(0, SHOWN) + "…";
    }
}
