package io.dormouse.iaas.provider;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.ContractException;
import io.dormouse.contracts.iaas.IaasFailure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What an answer of the sandbox's API means: JSON, a refusal of ours to correct, or a cloud that is not well. */
final class CloudAnswer {
    private CloudAnswer() {}

    /** The JSON of a good answer, empty for one without a body. Throws what a problem (RFC 9457) means. */
    static JsonObject json(String what, int status, @Nullable Buffer body) {
        JsonObject json = body == null || body.length() == 0 ? new JsonObject() : new JsonObject(body);
        if (status >= 200 && status < 300) return json;
        String code = json.getString("code", "without a code");
        String words = json.getString("detail", json.getString("title", "it does not say why"));
        throw switch (code) {
            case "MODEL_UNKNOWN" -> IaasFailure.MODEL_UNKNOWN.exception(words);
            case "CAPACITY_EXHAUSTED" -> IaasFailure.CAPACITY_EXHAUSTED.exception(words);
            case "QUOTA_EXCEEDED" -> IaasFailure.QUOTA_EXCEEDED.exception(words);
            case "SERVER_UNKNOWN" -> IaasFailure.SERVER_UNKNOWN.exception(words);
            case "REQUEST_INVALID", "REQUEST_TOO_LARGE", "TOKEN_REUSED", "SERVER_GONE" ->
                IaasFailure.REQUEST_REFUSED.exception("the cloud refuses to %s: %s".formatted(what, words));
            default ->
                CallFailure.UNAVAILABLE.exception(
                        "the cloud did not %s, it answers %d %s: %s".formatted(what, status, code, words));
        };
    }

    /** The failure as it is, if it is one of a contract; else that of a cloud that is away or not to be understood. */
    static ContractException typed(String what, String url, Throwable failure) {
        return switch (failure) {
            case ContractException declared -> declared;
            case DecodeException noJson ->
                CallFailure.UNAVAILABLE.exception("%s answers what is not JSON; is it the cloud's API?".formatted(url));
            default ->
                CallFailure.UNAVAILABLE.exception("the cloud at %s did not %s: %s".formatted(url, what, failure));
        };
    }
}
