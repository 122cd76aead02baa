package io.dormouse.standalone;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;

/** Does over HTTP what users do; most of the time they start something and wait for its end. */
final class Visitor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;
    private final String token;

    Visitor(URI url, String token) {
        this.url = url;
        this.token = token;
    }

    /** Blocks until everything has been answered. Safe for many threads. */
    void visit() throws IOException, InterruptedException {
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
    private void run(String name, JsonObject input) throws IOException, InterruptedException {
        String end = post("workflows/%s?wait=30s".formatted(name), input);
        if (!"COMPLETED".equals(new JsonObject(end).getString("status"))) {
            throw new IOException("%s did not complete: %s".formatted(name, end));
        }
    }

    private String post(String path, JsonObject body) throws IOException, InterruptedException {
        return answer(
                request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body.encode())));
    }

    private String get(String path) throws IOException, InterruptedException {
        return answer(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve("/api/v1/" + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    private String answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(
                    "%s was answered with %d: %s".formatted(response.uri(), response.statusCode(), response.body()));
        }
        return response.body();
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
