package io.dormouse.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Asks the HTTP API. What it refuses becomes a {@link CliException} with its sentence. */
final class Api {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NDJSON = "application/x-ndjson, application/problem+json";
    private static final String PREFIX = "/api/v1/";

    private final Endpoint endpoint;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Api(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Reads. @param path its pieces encoded by {@link #piece} */
    JsonNode get(String path, Query query) {
        return send(request(path, query, Duration.ZERO).GET().build());
    }

    /** Changes something. @param extra how much longer than usual the answer may take */
    JsonNode post(String path, Query query, JsonNode body, Optional<String> key, Duration extra) {
        HttpRequest.Builder request = request(path, query, extra)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        key.ifPresent(value -> request.header("Idempotency-Key", value));
        return send(request.build());
    }

    /** Takes lines one by one. */
    interface Lines {
        void take(String line) throws IOException;
    }

    /** Reads what has a value a line, as it comes: all of it may be larger than the memory. Throws only what {@code to} throws. */
    void lines(String path, Query query, Lines to) throws IOException {
        HttpRequest request = request(path, query, Duration.ZERO)
                .setHeader("Accept", NDJSON)
                .GET()
                .build();
        HttpResponse<InputStream> response = answer(request, BodyHandlers.ofInputStream());
        try (BufferedReader body = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = next(body); !line.isEmpty(); line = next(body)) {
                if (response.statusCode() / 100 != 2) throw refused(response.statusCode(), read(line));
                to.take(line);
            }
        }
    }

    /** Empty at the end. */
    private String next(BufferedReader body) {
        try {
            return Objects.requireNonNullElse(body.readLine(), "");
        } catch (IOException e) {
            throw brokeOff();
        }
    }

    private CliException brokeOff() {
        return CliException.unavailable("%s broke off in the middle; ask again.".formatted(endpoint));
    }

    /** A piece of a path, so that no id becomes two of them. */
    static String piece(String what, String value) {
        if (value.isEmpty()) throw CliException.usage("The %s is empty.".formatted(what));
        return encoded(value);
    }

    private HttpRequest.Builder request(String path, Query query, Duration extra) {
        try {
            return HttpRequest.newBuilder(URI.create(endpoint.url() + PREFIX + path + query.text()))
                    .header("Authorization", "Bearer " + endpoint.token())
                    .header("Accept", "application/json, application/problem+json")
                    .timeout(PATIENCE.plus(extra));
        } catch (IllegalArgumentException e) {
            throw CliException.usage("The token has characters that no header can carry; check DORMOUSE_TOKEN.");
        }
    }

    private JsonNode send(HttpRequest request) {
        HttpResponse<String> response = answer(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        JsonNode body = read(response.body());
        if (response.statusCode() / 100 != 2) throw refused(response.statusCode(), body);
        return body;
    }

    private <T> HttpResponse<T> answer(HttpRequest request, BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw CliException.unavailable("Nothing answers at %s; is ./dormouse up running?".formatted(endpoint));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CliException.unavailable("Interrupted before %s answered.".formatted(endpoint));
        }
    }

    private JsonNode read(String body) {
        try {
            return Json.parse(body);
        } catch (JsonProcessingException e) {
            throw CliException.unavailable(
                    "What answers at %s does not speak JSON; is it ./dormouse up?".formatted(endpoint));
        }
    }

    private static CliException refused(int status, JsonNode problem) {
        String sentence = Json.text(problem, "detail").orElse("The answer was HTTP status %d.".formatted(status));
        if (status == 404) return CliException.notFound(sentence);
        return status >= 500 ? CliException.unavailable(sentence) : CliException.refused(sentence);
    }

    /** RFC 3986 §2.1, from UTF-8. */
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
