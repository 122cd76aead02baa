package io.dormouse.bench.upstream;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;

/** Answers every request with {@link #ANSWER}, after so long, however many ask. Speaks HTTP/1.1 and HTTP/2, both in the clear. */
public final class SlowService implements AutoCloseable {
    /** The same for everybody. */
    public static final String ANSWER = "Ode to Joy";

    private static final long ALL_AT_ONCE = 1_000_000;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final int port;

    /** Listens when it is made. */
    public SlowService(Duration delay) {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                        .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(ALL_AT_ONCE)))
                .requestHandler(request -> vertx.setTimer(
                        delay.toMillis(), passed -> request.response().end(ANSWER)));
        port = server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    /** Where it listens, on the loopback. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
