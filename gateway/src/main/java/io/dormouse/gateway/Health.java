package io.dormouse.gateway;

import io.dormouse.contracts.workflow.ListDefinitions;
import io.dormouse.gateway.audit.AuditLog;
import io.dormouse.gateway.http.MediaTypes;
import io.dormouse.gateway.http.Problem;
import io.dormouse.gateway.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whether the gateway lives, whether it can do its work, and what it speaks. Open to everybody. */
final class Health {
    private static final long PATIENCE_SECONDS = 2;
    private static final Reply UP = Reply.ok(Map.of("status", "UP"));

    private static final Buffer DESCRIPTION = read("openapi.yaml");

    private final Services services;
    private final AuditLog audit;
    private @Nullable Future<Void> lookUnderWay;

    Health(Services services, AuditLog audit) {
        this.services = services;
        this.audit = audit;
    }

    void bind(Api api) {
        api.open("/healthz", context -> answer(context, Future.succeededFuture()))
                .open("/readyz", context -> answer(context, look()))
                .open("/openapi.yaml", Health::description);
    }

    private static void answer(RoutingContext context, Future<Void> state) {
        MediaTypes.checkAccept(context, Reply.MEDIA_TYPE);
        state.onComplete(good -> Api.send(context, UP), context::fail);
    }

    /** Everybody who asks while a look is under way gets its outcome, so that asking often costs nothing. */
    private Future<Void> look() {
        Future<Void> joined = lookUnderWay;
        if (joined != null) return joined;
        Future<Void> looking = Future.all(
                        named("Postgres", audit.reach()),
                        named(
                                "The workflow service",
                                services.workflows("readyz").definitions(new ListDefinitions(Optional.empty()))))
                .mapEmpty();
        lookUnderWay = looking;
        looking.onComplete(done -> lookUnderWay = null);
        return looking;
    }

    private static <T> Future<T> named(String what, Future<T> check) {
        return check.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .recover(failure ->
                        Future.failedFuture(Problem.unavailable(what + " does not answer yet; try again in a second.")
                                .exception()));
    }

    private static void description(RoutingContext context) {
        MediaTypes.checkAccept(context, "application/yaml");
        context.response().putHeader("Content-Type", "application/yaml").end(DESCRIPTION);
    }

    private static Buffer read(String resource) {
        try (InputStream in = Objects.requireNonNull(Health.class.getResourceAsStream(resource), resource)) {
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
