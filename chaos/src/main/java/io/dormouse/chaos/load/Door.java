package io.dormouse.chaos.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.dormouse.chaos.site.Access;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Sends one request to one of the gateways, chosen at random. Blocks the calling thread, which should be a virtual one. */
final class Door implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A request that takes longer is asked again, at the other gateway perhaps. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Access access;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    /** What came back. */
    record Reply(int status, JsonNode body) {
        /** Nobody knows whether it was done: the same has to be asked again. */
        boolean saysAskAgain() {
            return status == 503 || status == 502 || status == 504 || status == 408 || status == 429;
        }
    }

    Door(Access access) {
        this.access = access;
    }

    /** Reads; empty if nobody answers. */
    Optional<Reply> get(String by, String path) {
        return send(request(by, path).timeout(PATIENCE).GET());
    }

    /** Changes; empty if nobody answers. @param held for how long the answer may be held back on purpose */
    Optional<Reply> post(String by, String path, String key, JsonNode body, Duration held) {
        return send(request(by, path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .timeout(PATIENCE.plus(held))
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest.Builder request(String by, String path) {
        URI gateway = access.gateways()
                .get(ThreadLocalRandom.current().nextInt(access.gateways().size()));
        return HttpRequest.newBuilder(gateway.resolve("/api/v1/" + path))
                .header("Authorization", "Bearer " + access.token(by));
    }

    private Optional<Reply> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            String body = response.body();
            return Optional.of(
                    new Reply(response.statusCode(), body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body)));
        } catch (IOException nobodyAnswers) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Pace.GoneHome();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
