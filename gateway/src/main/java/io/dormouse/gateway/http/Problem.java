package io.dormouse.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dormouse.contracts.Wire;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/**
 * A refusal as RFC 9457 writes it, {@code application/problem+json}.
 *
 * @param status the HTTP status
 * @param code the reason for programs, for example {@code WORKFLOW_UNKNOWN}; the member {@code code} of the body
 * @param detail the reason for people: a sentence that says what to do
 * @param headers further headers of the answer
 */
public record Problem(int status, String code, String detail, Map<String, String> headers) {
    /** The media type, RFC 9457 §6.1. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** A refusal without further headers. */
    public Problem(int status, String code, String detail) {
        this(status, code, detail, Map.of());
    }

    /** 400: the request breaks a rule of HTTP, JSON or this API; correct it. */
    public static Problem invalidRequest(String detail) {
        return new Problem(400, "INVALID_REQUEST", detail);
    }

    /** 404: no such path. */
    public static Problem pathUnknown(String path) {
        return new Problem(
                404, "PATH_UNKNOWN", "There is nothing at %s; see /openapi.yaml for what is here.".formatted(path));
    }

    /** 405: the path exists, for other methods. */
    public static Problem methodNotAllowed(String method, String path, String allow) {
        String detail = "%s is not possible at %s; allowed: %s.".formatted(method, path, allow);
        return new Problem(405, "METHOD_NOT_ALLOWED", detail, Map.of("Allow", allow));
    }

    /** 406: the client takes none of what this API writes. */
    public static Problem notAcceptable(String offered) {
        return new Problem(
                406,
                "NOT_ACCEPTABLE",
                "The answer is %s; ask for it in Accept, or leave Accept out.".formatted(offered));
    }

    /** 408, and the connection is closed: the rest of the request did not come in time. */
    public static Problem requestTimeout() {
        String detail = "The request did not arrive in time; send it again, faster.";
        return new Problem(408, "REQUEST_TIMEOUT", detail, Map.of("Connection", "close"));
    }

    /** 413: the body is over 1 MiB. */
    public static Problem bodyTooLarge() {
        return new Problem(
                413,
                "BODY_TOO_LARGE",
                "The body is larger than 1 MiB; keep large data elsewhere and send a reference to it.");
    }

    /** 415: the body is not said to be plain UTF-8 JSON. */
    public static Problem unsupportedMediaType(String detail) {
        return new Problem(415, "UNSUPPORTED_MEDIA_TYPE", detail, Map.of("Accept", "application/json"));
    }

    /** 503 with {@code Retry-After}: something inside is not ready; the same request may succeed soon. */
    public static Problem unavailable(String detail) {
        return new Problem(503, "UNAVAILABLE", detail, Map.of("Retry-After", "1"));
    }

    /** What vert.x refuses by itself, by its status. */
    public static Problem ofStatus(int status, String path) {
        return switch (status) {
            case 404 -> pathUnknown(path);
            case 408 -> requestTimeout();
            case 413 -> bodyTooLarge();
            case 414 -> new Problem(414, "TARGET_TOO_LONG", "The request target is longer than 8 KiB; shorten it.");
            case 431 ->
                new Problem(
                        431, "HEADERS_TOO_LARGE", "The headers are larger than 16 KiB; send fewer or shorter ones.");
            default ->
                status >= 400 && status < 500
                        ? new Problem(status, "INVALID_REQUEST", "The request is not proper HTTP; correct it.")
                        : unavailable("The gateway cannot answer this right now; try again in a second.");
        };
    }

    /** The exception that carries it to whoever answers the request. */
    public ProblemException exception() {
        return new ProblemException(this);
    }

    /** Answers with it, unless the client is gone or was answered already. */
    public Future<Void> send(HttpServerResponse response) {
        if (response.headWritten() || response.closed()) return Future.succeededFuture();
        headers.forEach(response::putHeader);
        return response.setStatusCode(status)
                .putHeader("Content-Type", MEDIA_TYPE)
                .end(json());
    }

    private String json() {
        ObjectNode body = Wire.MAPPER.createObjectNode();
        body.put("type", "about:blank");
        body.put("title", HttpResponseStatus.valueOf(status).reasonPhrase());
        body.put("status", status);
        body.put("code", code);
        body.put("detail", detail);
        return body.toString();
    }
}
