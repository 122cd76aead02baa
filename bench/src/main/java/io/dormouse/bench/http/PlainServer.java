package io.dormouse.bench.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.SocketAddress;

/** Reads what it is asked and answers at once with as many bytes as the gateway does; in this JVM, on one event loop. */
final class PlainServer implements AutoCloseable {
    private static final int BYTES = 600;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final SocketAddress address;

    /** Listens when it is made. */
    PlainServer() {
        String body = "x".repeat(BYTES);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request ->
                        request.body().onSuccess(read -> request.response().end(body)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        address = SocketAddress.inetSocketAddress(server.actualPort(), "127.0.0.1");
    }

    SocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
