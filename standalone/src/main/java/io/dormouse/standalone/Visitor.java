package io.dormouse.standalone;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Does over HTTP what users do; most of the time they start something and wait for its end. With the client of Vert.x, which steps of workflows and
 * services use too, so that the JVM learns it as well.
 */
final class Visitor implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient client;
    private final String token;

    /** @param atOnce how many threads visit at the same time */
    Visitor(URI url, String token, int atOnce) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setDefaultHost(url.getHost()).setDefaultPort(url.getPort()),
                new PoolOptions().setHttp1MaxSize(atOnce));
        this.token = token;
    }

    /** Blocks until everything has been answered. Safe for many threads. */
    void visit() throws IOException {
        String id = UUID.randomUUID().toString();
        for (int i = 0; i < 4; i++) {
            run("count-words", new JsonObject().put("text", "to be or not to be"));
        }
        post("workflows/ship-when-paid", new JsonObject().put("number", id));
        post("events/order-%s-paid".formatted(id), new JsonObject().put("amount", 12.5));
        run("raffle", new JsonObject().put("tickets", new JsonArray().add("Ada").add("Grace")));
        run("count-primes", new JsonObject().put("below", 1_000));
        String basket =
                new JsonObject(post("workflows/basket", new JsonObject().put("shopper", "Ada"))).getString("id");
        post(
                "workflows/%s/signals/item".formatted(basket),
                new JsonObject().put("name", "tea").put("last", true));
        get("workflows/" + basket);
        get("workflows/%s/journal".formatted(basket));
        get("workflows?limit=20");
    }

    /** Until its end, which must be a good one. */
    private void run(String name, JsonObject input) throws IOException {
        String end = post("workflows/%s?wait=30s".formatted(name), input);
        if (!"COMPLETED".equals(new JsonObject(end).getString("status"))) {
            throw new IOException("%s did not complete: %s".formatted(name, end));
        }
    }

    private String post(String path, JsonObject body) throws IOException {
        return ask(HttpMethod.POST, path, body.toBuffer());
    }

    private String get(String path) throws IOException {
        return ask(HttpMethod.GET, path, Buffer.buffer());
    }

    private String ask(HttpMethod method, String path, Buffer body) throws IOException {
        Answer answer = client.request(method, "/api/v1/" + path)
                .compose(request -> send(request, body))
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .await();
        if (answer.status() >= 300) {
            throw new IOException("%s was answered with %d: %s".formatted(path, answer.status(), answer.body()));
        }
        return answer.body();
    }

    private record Answer(int status, String body) {}

    private Future<Answer> send(HttpClientRequest request, Buffer body) {
        request.putHeader("Authorization", "Bearer " + token);
        if (body.length() > 0) request.putHeader("Content-Type", "application/json");
        return request.send(body)
                .compose(response -> response.body().map(read -> new Answer(response.statusCode(), read.toString())));
    }

    @Override
    public void close() {
        client.close().await();
        vertx.close().await();
    }
}
