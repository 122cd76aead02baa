package io.dormouse.testkit.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.workflow.WholeJournal;
import io.dormouse.testkit.replay.JournalException;
import io.dormouse.testkit.replay.Journals;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The HTTP API of a running system: where it is and what opens it, found as {@code ./dormouse} finds it.
 *
 * @param url without a slash at the end
 * @param token never printed
 */
record RunningSystem(URI url, String token) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** By what the command says, then by the variables, then by what {@code ./dormouse up} left in its data directory. */
    static RunningSystem find(Optional<URI> asked, Map<String, String> environment, Path data) {
        Optional<String> url = asked.map(URI::toString).or(() -> given(environment, "DORMOUSE_URL"));
        Optional<String> token = given(environment, "DORMOUSE_TOKEN");
        if (url.isPresent() && token.isPresent()) return new RunningSystem(checked(url.get()), token.get());
        // The token in the file is for the URL in the file; another place must not get to see it.
        if (url.isPresent()) throw CheckException.usage("there is a URL, but no DORMOUSE_TOKEN that opens it; set it");
        Path file = data.resolve("endpoint.json");
        JsonNode written = read(file);
        return new RunningSystem(
                checked(written.path("url").asText()),
                token.orElse(written.path("token").asText()));
    }

    private static Optional<String> given(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static JsonNode read(Path file) {
        try {
            return Wire.MAPPER.readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw CheckException.unavailable(
                    "there is no %s; is ./dormouse up running? (Another data directory: --data DIR; exported journals: --journals FILE)"
                            .formatted(file));
        } catch (IOException e) {
            throw CheckException.unavailable(
                    "%s cannot be read (%s)".formatted(file, e.getClass().getSimpleName()));
        }
    }

    private static URI checked(String url) {
        try {
            URI uri = URI.create(url.replaceAll("/+$", ""));
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) return uri;
        } catch (IllegalArgumentException e) {
            throw notAUrl(url);
        }
        throw notAUrl(url);
    }

    private static CheckException notAUrl(String url) {
        return CheckException.usage("\"%s\" is not a URL such as http://127.0.0.1:8080".formatted(url));
    }

    /** Gives the journals of all unfinished workflows, one after the other, as they come. */
    void unfinished(Consumer<WholeJournal> to) {
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            HttpResponse<InputStream> response = client.send(request(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) throw refused(response.statusCode(), body);
                Journals.each(url.toString(), new InputStreamReader(body, StandardCharsets.UTF_8), to);
            }
        } catch (UncheckedIOException | JournalException e) {
            throw CheckException.unavailable("%s broke off in the middle; ask again".formatted(url));
        } catch (IOException e) {
            throw CheckException.unavailable("nothing answers at %s; is ./dormouse up running?".formatted(url));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CheckException.unavailable("interrupted before %s answered".formatted(url));
        }
    }

    private HttpRequest request() {
        try {
            return HttpRequest.newBuilder(URI.create(url + "/api/v1/journals?unfinished=true"))
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", "application/x-ndjson, application/problem+json")
                    .timeout(PATIENCE)
                    .build();
        } catch (IllegalArgumentException e) {
            throw CheckException.usage("the token has characters that no header can carry; check DORMOUSE_TOKEN");
        }
    }

    private CheckException refused(int status, InputStream body) throws IOException {
        String sentence = "%s answers with HTTP status %d".formatted(url, status);
        try {
            String detail = Wire.MAPPER.readTree(body).path("detail").asText();
            return CheckException.unavailable(detail.isEmpty() ? sentence : sentence + ": " + detail);
        } catch (JsonProcessingException e) {
            return CheckException.unavailable(sentence);
        }
    }
}
