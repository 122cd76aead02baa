package io.dormouse.bench.upstream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;

/** Asks a {@link SlowService} over HTTP/2, thousands of questions on one connection. Never blocks; for any thread. */
public final class SlowServiceClient {
    private final HttpClient client;

    /** With an event loop of its own, as a library in a workflow's jar has it. */
    public SlowServiceClient() {
        this(Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1)));
    }

    public SlowServiceClient(Vertx vertx) {
        client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setDefaultHost("127.0.0.1")
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false),
                new PoolOptions().setHttp2MaxSize(1));
    }

    /** Its answer. @param port where it listens, on the loopback */
    public Future<String> ask(int port) {
        return client.request(HttpMethod.GET, port, "127.0.0.1", "/")
                .compose(request -> request.send().compose(HttpClientResponse::body))
                .map(Buffer::toString);
    }
}
