package io.dormouse.sandbox.cloud;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what went wrong as {@code application/problem+json} (RFC 9457) with the member {@code code}. */
final class Problems {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    /** What the router itself refuses: no such path, no such method. */
    static void ofUnmatched(Router router) {
        router.errorHandler(404, context -> send(context, pathUnknown(context)));
        router.errorHandler(
                405,
                context -> send(
                        context,
                        CloudFailure.METHOD_NOT_ALLOWED.exception("%s does not know %s"
                                .formatted(
                                        context.request().path(),
                                        context.request().method()))));
        router.errorHandler(
                400,
                context -> send(context, CloudFailure.REQUEST_INVALID.exception("the request line cannot be read")));
    }

    /** The answer to a request that failed on its way. */
    static void answer(RoutingContext context) {
        if (context.response().closed()) return;
        send(context, problem(context));
    }

    private static CloudException pathUnknown(RoutingContext context) {
        return CloudFailure.PATH_UNKNOWN.exception(
                "there is nothing at %s; the paths are /v1/servers, /v1/servers/{id} and /v1/models"
                        .formatted(context.request().uri()));
    }

    private static CloudException problem(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof CloudException declared) return declared;
        int status = failure instanceof HttpException refused ? refused.getStatusCode() : context.statusCode();
        return switch (status) {
            case 404 -> pathUnknown(context);
            case 413 -> CloudFailure.REQUEST_TOO_LARGE.exception("the body is larger than 64 KiB");
            case 400 ->
                CloudFailure.REQUEST_INVALID.exception(
                        failure == null || failure.getMessage() == null
                                ? "the request cannot be read"
                                : failure.getMessage());
            default -> {
                log.error(
                        "{} {} failed",
                        context.request().method(),
                        context.request().path(),
                        failure);
                yield CloudFailure.UNAVAILABLE.exception(
                        "the cloud's database did not take the request; ask again with the same token");
            }
        };
    }

    private static void send(RoutingContext context, CloudException problem) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) return;
        CloudFailure failure = problem.failure();
        if (failure == CloudFailure.UNAUTHORIZED) response.putHeader("WWW-Authenticate", "Bearer");
        if (failure == CloudFailure.UNAVAILABLE) response.putHeader(HttpHeaders.RETRY_AFTER, "1");
        response.setStatusCode(failure.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(new JsonObject()
                        .put("type", "about:blank")
                        .put("title", failure.title())
                        .put("status", failure.status())
                        .put("detail", problem.getMessage())
                        .put("code", failure.name())
                        .toBuffer());
    }
}
