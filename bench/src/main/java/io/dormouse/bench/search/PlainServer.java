package io.dormouse.bench.search;

import io.dormouse.bench.upstream.SlowServiceClient;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;

/** The same search on plain Vert.x, one event loop, nothing kept: the program prints its port and runs until it is killed. */
public final class PlainServer {
    private PlainServer() {}

    /** @param words where the slow service listens */
    public static void main(String[] words) {
        int service = Integer.parseInt(words[0]);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        SlowServiceClient client = new SlowServiceClient(vertx);
        vertx.createHttpServer()
                .requestHandler(request -> answer(request, client, service))
                .listen(0, "127.0.0.1")
                .onSuccess(server -> System.out.println(server.actualPort()))
                .onFailure(failure -> {
                    failure.printStackTrace();
                    System.exit(1);
                });
    }

    private static void answer(HttpServerRequest request, SlowServiceClient client, int service) {
        client.ask(service)
                .onSuccess(song -> request.response().end(song))
                .onFailure(failure -> request.response().setStatusCode(502).end(String.valueOf(failure)));
    }
}
