package io.dormouse.sandbox.cloud;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A stranger with an HTTP client. */
record Client(int port, String key) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What came back. */
    record Reply(int status, String type, @Nullable String text) {
        JsonObject json() {
            return new JsonObject(text);
        }

        String code() {
            return json().getString("code");
        }

        String id() {
            return json().getString("id");
        }

        String address() {
            return json().getString("address");
        }

        String state() {
            return json().getString("state");
        }

        List<JsonObject> items() {
            JsonArray items = json().getJsonArray("items");
            return items.stream().map(JsonObject.class::cast).toList();
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key);
    }

    CompletableFuture<Reply> createAsync(String model, String token) {
        return sendAsync(request("/v1/servers")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", token)
                .POST(BodyPublishers.ofString(
                        new JsonObject().put("model", model).encode())));
    }

    Reply create(String model, String token) {
        return createAsync(model, token).join();
    }

    Reply get(String path) {
        return send(request(path));
    }

    Reply server(String id) {
        return get("/v1/servers/" + id);
    }

    Reply delete(String id) {
        return send(request("/v1/servers/" + id).DELETE());
    }

    /** Asks for a server until it is as wished. */
    Reply await(String id, Predicate<Reply> wish) {
        Instant deadline = Instant.now().plus(PATIENCE);
        Reply reply = server(id);
        while (!wish.test(reply)) {
            if (Instant.now().isAfter(deadline)) throw new AssertionError("still " + reply);
            reply = server(id);
        }
        return reply;
    }

    static Reply send(HttpRequest.Builder request) {
        return sendAsync(request).join();
    }

    static CompletableFuture<Reply> sendAsync(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(Client::reply);
    }

    private static Reply reply(HttpResponse<String> response) {
        return new Reply(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body());
    }
}
