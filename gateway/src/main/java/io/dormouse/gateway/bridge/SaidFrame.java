package io.dormouse.gateway.bridge;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.ContractException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import java.util.Optional;

/**
 * What the bridge says. A failure has, beside the fields of the protocol ({@code failureCode}, {@code failureType},
 * {@code message}), the name of a declared one as {@code code}, and whether the same question may succeed later as {@code retryable}.
 */
final class SaidFrame {
    private SaidFrame() {}

    static Buffer pong() {
        return bytes(new JsonObject().put("type", "pong"));
    }

    static Buffer message(String replyAddress, BridgeAnswer answer) {
        JsonObject headers = new JsonObject();
        answer.headers().forEach(headers::put);
        JsonObject said = new JsonObject()
                .put("type", "message")
                .put("address", replyAddress)
                .put("headers", headers)
                .put("send", true);
        if (answer.body() != null) said.put("body", answer.body());
        return bytes(said);
    }

    /** @param asked the frame that it is about, as far as it could be read */
    static Buffer failure(Throwable failure, Optional<Frame> asked) {
        JsonObject said = new JsonObject().put("type", "err");
        asked.flatMap(frame -> frame.legible("replyAddress")).ifPresent(address -> said.put("address", address));
        asked.flatMap(frame -> frame.legible("address")).ifPresent(address -> said.put("sourceAddress", address));
        switch (failure) {
            case ContractException declared ->
                put(
                        said,
                        declared.failure().code(),
                        ReplyFailure.RECIPIENT_FAILURE,
                        declared.getMessage(),
                        declared.failure().retryable(),
                        declared.failure().name());
            case ServiceException told ->
                put(
                        said,
                        told.failureCode(),
                        told.failureType(),
                        String.valueOf(told.getMessage()),
                        told.getDebugInfo().getBoolean("retryable", true),
                        told.getDebugInfo().getString("type", CallFailure.UNAVAILABLE.name()));
            case ReplyException unanswered ->
                put(
                        said,
                        unanswered.failureCode(),
                        unanswered.failureType(),
                        String.valueOf(unanswered.getMessage()),
                        true,
                        CallFailure.UNAVAILABLE.name());
            default ->
                put(
                        said,
                        CallFailure.UNAVAILABLE.code(),
                        ReplyFailure.RECIPIENT_FAILURE,
                        "This cannot be answered right now; try again in a second, a change with the same key.",
                        true,
                        CallFailure.UNAVAILABLE.name());
        }
        return bytes(said);
    }

    private static void put(
            JsonObject said, int number, ReplyFailure type, String message, boolean retryable, String code) {
        said.put("failureCode", number)
                .put("failureType", type.name())
                .put("message", message)
                .put("code", code)
                .put("retryable", retryable);
    }

    private static Buffer bytes(JsonObject json) {
        Buffer text = json.toBuffer();
        return Buffer.buffer(4 + text.length()).appendInt(text.length()).appendBuffer(text);
    }
}
