package io.dormouse.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * What a server says of itself on port 8080.
 *
 * @param server its id at the provider
 * @param release what was deployed on it
 */
record ServerPage(String server, String release) {
    static ServerPage at(String address) throws IOException {
        try (var stream =
                URI.create("http://%s:8080/".formatted(address)).toURL().openStream()) {
            JsonNode page = Json.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            return new ServerPage(
                    page.path("server").asText(), page.path("release").asText());
        }
    }
}
