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
import java.util.UUID;

/** Does over HTTP what users do; most of the time they start something and wait for its end. */
final class Visitor implements AutoCloseable {
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
            post("workflows/count-words?wait=30s", new JsonObject().put("text", "to be or not to be"));
        }
        post("workflows/ship-when-paid", new JsonObject().put("number", id));
        post("events/order-%s-paid".formatted(id), new JsonObject().put("amount", 12.5));
        post(
                "workflows/raffle?wait=30s",
                new JsonObject().put("tickets", new JsonArray().add("Ada").add("Grace")));
        post("workflows/count-primes?wait=30s", new JsonObject().put("below", 1_000));
        String basket =
                new JsonObject(post("workflows/basket", new JsonObject().put("shopper", "Ada"))).getString("id");
        post(
                "workflows/%s/signals/item".formatted(basket),
                new JsonObject().put("name", "tea").put("last", true));
        get("workflows/" + basket);
        get("workflows/%s/journal".formatted(basket));
        get("workflows?limit=20");
    }

    private String post(String path, JsonObject body) throws IOException, InterruptedException {
        return answer(
                request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body.encode())));
    }

    private String get(String path) throws IOException, InterruptedException {
        return answer(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve("/api/v1/" + path)).header("Authorization", "Bearer " + token);
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
