package io.dormouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the API is and what opens it.
 *
 * @param url without a slash at the end
 * @param token never printed
 */
record Endpoint(URI url, String token) {
    /** What the variables say, and for the rest what {@code ./dormouse up} left in its data directory. */
    static Endpoint find(Map<String, String> environment, Path data) {
        Optional<String> url = given(environment, "DORMOUSE_URL");
        Optional<String> token = given(environment, "DORMOUSE_TOKEN");
        if (url.isPresent() && token.isPresent()) return new Endpoint(checked(url.get(), "DORMOUSE_URL"), token.get());
        // The token in the file is for the URL in the file; another place must not get to see it.
        if (url.isPresent())
            throw CliException.usage("DORMOUSE_URL is set without DORMOUSE_TOKEN; set both, or neither.");
        Path file = data.resolve("endpoint.json");
        JsonNode written = read(file);
        return new Endpoint(
                checked(written.path("url").asText(), file.toString()),
                token.orElse(written.path("token").asText()));
    }

    private static Optional<String> given(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static JsonNode read(Path file) {
        try {
            return Json.parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw CliException.unavailable(
                    "There is no %s; is ./dormouse up running? (Another data directory: --data DIR)".formatted(file));
        } catch (IOException e) {
            throw CliException.unavailable("%s cannot be read (%s); is it yours, and is ./dormouse up running?"
                    .formatted(file, e.getClass().getSimpleName()));
        }
    }

    private static URI checked(String url, String source) {
        try {
            URI uri = new URI(url.replaceAll("/+$", ""));
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) return uri;
        } catch (URISyntaxException e) {
            throw notAUrl(url, source);
        }
        throw notAUrl(url, source);
    }

    private static CliException notAUrl(String url, String source) {
        return CliException.usage("\"%s\" in %s is not a URL such as http://127.0.0.1:8080.".formatted(url, source));
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
