package io.dormouse.adapter;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.ContractException;
import io.dormouse.contracts.Failures;
import io.dormouse.contracts.Payload;
import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended, as it stands in its row: {@code {"result": …}} or {@code {"failure": {"code", "name", "message"}}}. Every
 * caller is answered from this text, so all get the same answer.
 */
public record Outcome(String json) {
    private static final String RESULT = "result";
    private static final String FAILURE = "failure";

    /** As {@link #succeeded} writes it, and Postgres keeps it: behind these characters stands the result, and behind that one brace. */
    private static final String OBJECT = "{\"" + RESULT + "\":{";

    private static final int BEFORE = OBJECT.length() - 1;
    private static final int MAX_MESSAGE = 10_000;

    /** Refuses a result that is no JSON object: every reader of the row takes it for one. */
    static Outcome succeeded(String key, @Nullable Object result) {
        String text = result == null ? "null" : Wire.text(result);
        if (result != null && !text.stripLeading().startsWith("{")) {
            throw CallFailure.INVALID_REQUEST.exception(
                    "the result of %s, a %s, is no JSON object; give it a record with a field for it"
                            .formatted(key, result.getClass().getSimpleName()));
        }
        return new Outcome(Payload.check("the result of " + key, "{\"" + RESULT + "\":" + text + "}"));
    }

    static Outcome failed(ContractException failure) {
        return new Outcome(new JsonObject()
                .put(
                        FAILURE,
                        new JsonObject()
                                .put("code", failure.failure().code())
                                .put("name", failure.failure().name())
                                .put("message", storable(failure.getMessage())))
                .encode());
    }

    /** The result, empty for a method without one. Throws the typed failure if the call ended with one. */
    <R> Optional<R> result(Class<?> contract, Class<R> type) {
        return answer(contract).map(result -> Wire.decode(result, type));
    }

    /** What a caller is told, as it stands in the row: its JSON is not read here only to be written again. */
    Optional<JsonObject> answer(Class<?> contract) {
        if (json.startsWith(OBJECT)) return Optional.of(Wire.written(json.substring(BEFORE, json.length() - 1)));
        JsonObject outcome = new JsonObject(json);
        JsonObject failure = outcome.getJsonObject(FAILURE);
        if (failure != null) {
            String message = failure.getString("message");
            throw Failures.declared(contract, failure.getInteger("code"), message)
                    .orElseGet(() -> CallFailure.UNAVAILABLE.exception(
                            "the call ended with %s, which this version does not know: %s"
                                    .formatted(failure.getString("name"), message)));
        }
        return Optional.ofNullable(outcome.getJsonObject(RESULT));
    }

    boolean isFailure() {
        return !json.startsWith(OBJECT) && new JsonObject(json).containsKey(FAILURE);
    }

    /** A message may quote what an outside system sent; what Postgres cannot hold is left out. */
    private static String storable(String message) {
        StringBuilder text = new StringBuilder();
        message.codePoints()
                .filter(c -> c != 0 && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE))
                .limit(MAX_MESSAGE)
                .forEach(text::appendCodePoint);
        return text.toString();
    }
}
