package io.dormouse.chaos.measure;

import io.dormouse.chaos.site.Access;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** A plain client of the gateways. Blocks its thread; thread-safe. */
final class Client {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Access access;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    Client(Access access) {
        this.access = access;
    }

    /** What came back; {@code retryAfterSeconds} 0 if nothing was said. */
    record Reply(int status, String body, int retryAfterSeconds) {
        boolean accepted() {
            return status / 100 == 2;
        }
    }

    /** How many gateways there are. */
    int gateways() {
        return access.gateways().size();
    }

    /** Starts a workflow under an id of the caller's; empty if nobody answered. */
    Optional<Reply> start(int gateway, String workflow, String id, String input) {
        return post(gateway, "workflows/" + workflow, id, input);
    }

    Optional<Reply> signal(int gateway, String id, String signal, String payload) {
        return post(
                gateway, "workflows/%s/signals/%s".formatted(id, signal), id.replace('~', '-') + "-" + signal, payload);
    }

    Optional<Reply> get(int gateway, String path) {
        return send(request(gateway, path).GET());
    }

    Optional<Reply> post(int gateway, String path, String key, String body) {
        return send(request(gateway, path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(int gateway, String path) {
        URI base = access.gateways().get(gateway % access.gateways().size());
        return HttpRequest.newBuilder(base.resolve("/api/v1/" + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + access.token("operator"));
    }

    private Optional<Reply> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            int wait = response.headers()
                    .firstValue("Retry-After")
                    .map(Integer::parseInt)
                    .orElse(0);
            return Optional.of(new Reply(response.statusCode(), response.body(), wait));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
