package io.dormouse.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.dormouse.gateway.audit.AuditRow;
import io.dormouse.gateway.auth.Caller;
import io.dormouse.gateway.http.JsonBody;
import io.dormouse.gateway.http.Problem;
import io.dormouse.gateway.http.Query;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One request as an operation sees it: who, what, and whether they are still there. */
final class Exchange {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._:-]{1,200}");

    private final RoutingContext context;
    private final Caller caller;
    private final Query query;

    Exchange(RoutingContext context, Caller caller, Query query) {
        this.context = context;
        this.caller = caller;
        this.query = query;
    }

    Caller caller() {
        return caller;
    }

    Query query() {
        return query;
    }

    /** The piece of the path at {@code :name}, percent-decoded once. */
    String path(String name) {
        return context.pathParam(name);
    }

    JsonNode body() {
        Buffer body = context.body().buffer();
        return JsonBody.read(body == null ? Buffer.buffer() : body);
    }

    /** What the client calls this change, so that sending it again does nothing twice. */
    Optional<String> idempotencyKey() {
        List<String> given = request().headers().getAll("Idempotency-Key");
        if (given.isEmpty()) return Optional.empty();
        if (given.size() > 1 || !KEY.matcher(given.getFirst()).matches()) {
            throw Problem.invalidRequest(
                            "The header Idempotency-Key must be given once, with 1 to 200 letters, digits and ._:- .")
                    .exception();
        }
        return Optional.of(given.getFirst());
    }

    /** The last one that the client saw of a stream that broke off. */
    Optional<String> lastEventId() {
        return Optional.ofNullable(request().getHeader("Last-Event-ID")).filter(id -> !id.isEmpty());
    }

    /** The audit row of a change that this request asks for. */
    AuditRow audited(String action, String target, String detail) {
        String source = String.valueOf(request().connection().remoteAddress().hostAddress());
        return new AuditRow(caller.name(), source, action, target, detail);
    }

    /** Whether nobody waits for the answer any more. */
    boolean abandoned() {
        return context.response().closed();
    }

    private HttpServerRequest request() {
        return context.request();
    }
}
