package io.dormouse.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The HTTP API of a running Dormouse, as a foreign program uses it. Blocking. */
final class Api implements AutoCloseable {
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String url;
    private final String token;

    /** What came back. */
    record Reply(int status, JsonNode body) {
        /** The body of a success. */
        JsonNode ok() {
            if (status / 100 != 2) throw new AssertionError("HTTP status %d: %s".formatted(status, body));
            return body;
        }
    }

    Api(String url, String token) {
        this.url = url;
        this.token = token;
    }

    Reply get(String path) throws IOException {
        return send(request(path).GET());
    }

    Reply post(String path, String json) throws IOException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    Reply start(String name, String id, String input) throws IOException {
        return send(request("workflows/" + name)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", id)
                .POST(BodyPublishers.ofString(input)));
    }

    Reply decide(String approval, String decision) throws IOException {
        return post("approvals/%s/decision".formatted(approval), "{\"decision\":\"%s\"}".formatted(decision));
    }

    Reply signal(String workflow, String signal, String payload, String id) throws IOException {
        return send(request("workflows/%s/signals/%s".formatted(workflow, signal))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", id)
                .POST(BodyPublishers.ofString(payload)));
    }

    JsonNode workflow(String id) throws IOException {
        return get("workflows/" + id).ok();
    }

    /** Waits until a workflow has come so far, and answers it as it then stands. */
    JsonNode untilStatus(String id, String status) {
        return Waiting.forValue("%s is %s".formatted(id, status), () -> {
            try {
                return Optional.of(workflow(id))
                        .filter(workflow -> workflow.path("status").asText().equals(status));
            } catch (IOException e) {
                throw new AssertionError("the API does not answer", e);
            }
        });
    }

    /** Waits until a person is asked this. */
    void untilAsked(String approval) {
        Waiting.until(approval + " is asked", () -> {
            try {
                return get("approvals/" + approval).status() == 200;
            } catch (IOException e) {
                throw new AssertionError("the API does not answer", e);
            }
        });
    }

    void decideWhenAsked(String approval, String decision) throws IOException {
        untilAsked(approval);
        decide(approval, decision).ok();
    }

    /** All items of a list, page by page. */
    List<JsonNode> all(String path) throws IOException {
        List<JsonNode> items = new ArrayList<>();
        String query = path + (path.contains("?") ? "&" : "?") + "limit=1000";
        JsonNode page = get(query).ok();
        items.addAll(Json.items(page));
        while (!page.path("next").isNull()) {
            page = get(query + "&cursor=" + page.path("next").asText()).ok();
            items.addAll(Json.items(page));
        }
        return items;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(40));
    }

    private Reply send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), Json.parse(response.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
