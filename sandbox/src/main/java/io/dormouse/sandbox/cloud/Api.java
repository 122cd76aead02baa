package io.dormouse.sandbox.cloud;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The paths of the cloud. Lists are {@code {"items": […], "next": cursor or null}}, failures {@code application/problem+json}. */
final class Api {
    private static final int MAX_BODY = 64 * 1024;

    private final Vertx vertx;
    private final CloudConfig config;
    private final ServerStore store;
    private final Allocator allocator;
    private final BootSequence boots;

    Api(Vertx vertx, CloudConfig config, ServerStore store, Allocator allocator, BootSequence boots) {
        this.vertx = vertx;
        this.config = config;
        this.store = store;
        this.allocator = allocator;
        this.boots = boots;
    }

    Router router() {
        Router router = Router.router(vertx);
        ApiKeys keys = new ApiKeys(config.accounts());
        router.route().failureHandler(Problems::answer);
        router.route().handler(keys::check);
        router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
        router.post("/v1/servers").handler(this::create);
        router.get("/v1/servers").handler(this::list);
        router.get("/v1/servers/:id").handler(this::get);
        router.delete("/v1/servers/:id").handler(this::delete);
        router.get("/v1/models").handler(this::models);
        Problems.ofUnmatched(router);
        return router;
    }

    private void create(RoutingContext context) {
        Order order = Requests.order(context);
        answer(context, allocator.place(order), placement -> {
            switch (placement) {
                case Placement.Made(Server server) -> send(context, 201, view(server));
                case Placement.Known(Server server) -> send(context, 200, view(server));
                case Placement.Refused(CloudException why) -> context.fail(why);
            }
        });
    }

    private void get(RoutingContext context) {
        String id = context.pathParam("id");
        Future<Server> found = Requests.couldBeId(id)
                ? store.find(ApiKeys.account(context).name(), id).map(server -> server.orElseThrow(() -> unknown(id)))
                : Future.failedFuture(unknown(id));
        answer(context, found, server -> send(context, 200, view(server)));
    }

    private void list(RoutingContext context) {
        Requests.Page page = Requests.page(context);
        String account = ApiKeys.account(context).name();
        Future<List<Server>> found = page.token()
                .map(token -> store.findByToken(account, token)
                        .map(servers -> servers.stream()
                                .filter(server -> server.number() > page.after())
                                .toList()))
                .orElseGet(() -> store.list(account, page.after(), page.limit() + 1));
        answer(context, found, servers -> {
            List<Server> items = servers.subList(0, Math.min(page.limit(), servers.size()));
            String next = items.size() < servers.size()
                    ? String.valueOf(items.getLast().number())
                    : null;
            send(context, 200, page(items.stream().map(this::view).toList(), next));
        });
    }

    /** Complete when it is off; fine when it is gone, or never was. */
    private void delete(RoutingContext context) {
        String id = context.pathParam("id");
        Future<Void> ended = !Requests.couldBeId(id)
                ? Future.succeededFuture()
                : store.delete(ApiKeys.account(context).name(), id)
                        .compose(known -> known ? boots.end(id) : Future.succeededFuture());
        answer(context, ended, done -> context.response().setStatusCode(204).end());
    }

    private void models(RoutingContext context) {
        answer(
                context,
                store.usage(),
                usage -> send(
                        context,
                        200,
                        page(
                                config.models().stream()
                                        .map(model -> new JsonObject()
                                                .put("name", model.name())
                                                .put("vcpus", model.vcpus())
                                                .put("memoryMib", model.memoryMib())
                                                .put("capacity", model.capacity())
                                                .put("used", usage.ofModel(model.name())))
                                        .toList(),
                                null)));
    }

    /** A server as clients see it. Whatever reads a server also sees to it that it is being turned on. */
    private JsonObject view(Server server) {
        boots.expect(server);
        return new JsonObject()
                .put("id", server.id())
                .put("model", server.model())
                .put("address", server.address())
                .put("state", boots.isRunning(server.id()) ? "RUNNING" : "BOOTING")
                .put("createdAt", server.createdAt().toString())
                .put("token", server.token());
    }

    private static JsonObject page(List<JsonObject> items, @Nullable String next) {
        return new JsonObject().put("items", new JsonArray(items)).put("next", next);
    }

    private static CloudException unknown(String id) {
        return CloudFailure.SERVER_UNKNOWN.exception("there is no server %s; it may have been deleted".formatted(id));
    }

    private static <T> void answer(RoutingContext context, Future<T> outcome, Consumer<T> success) {
        outcome.onComplete(success::accept, context::fail);
    }

    private static void send(RoutingContext context, int status, JsonObject body) {
        HttpServerResponse response = context.response();
        if (response.closed()) return;
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toBuffer());
    }
}
