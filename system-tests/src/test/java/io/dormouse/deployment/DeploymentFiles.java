package io.dormouse.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files as trees, anchors and merge keys resolved. */
final class DeploymentFiles {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    static final Path KUBERNETES = ROOT.resolve("deploy/kubernetes");

    private static final ObjectMapper trees = new ObjectMapper();

    private DeploymentFiles() {}

    static JsonNode compose() throws IOException {
        return read(ROOT.resolve("docker-compose.yml")).getFirst();
    }

    /** The services of the compose file by name. */
    static Map<String, JsonNode> services() throws IOException {
        Map<String, JsonNode> services = new TreeMap<>();
        compose().get("services").properties().forEach(each -> services.put(each.getKey(), each.getValue()));
        return services;
    }

    /** Every document of a file. */
    static List<JsonNode> read(Path file) throws IOException {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        try (Reader text = Files.newBufferedReader(file)) {
            return StreamSupport.stream(
                            new Yaml(new SafeConstructor(strict)).loadAll(text).spliterator(), false)
                    .map(document -> trees.<JsonNode>valueToTree(document))
                    .toList();
        }
    }

    static List<String> texts(JsonNode list) {
        return stream(list).map(JsonNode::asText).toList();
    }

    /** The elements; none if it is missing. */
    static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
