package io.dormouse.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComposeFileTest {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):-([^}]*)}");
    private static final Set<String> MOUNTS = Set.of("/run/secrets", "/data", "/workflows");

    @TempDir
    static Path folder = Path.of("");

    private static MadeSecrets secrets = new MadeSecrets(folder);
    private static Map<String, JsonNode> services = Map.of();

    @BeforeAll
    static void readFiles() throws IOException, InterruptedException {
        secrets = MadeSecrets.in(folder);
        services = DeploymentFiles.services();
    }

    @Test
    void shouldTellEveryServiceNothingThatItsProgramDoesNotTake() throws Exception {
        Files.createFile(folder.resolve("known_hosts"));
        for (Map.Entry<String, JsonNode> service : services.entrySet()) {
            if (!isProgram(service.getValue())) continue;
            Program program = new Program(module(service.getValue()));
            assertThat(program.complaints(secrets.inPlaceOfMounts(environment(service.getValue()), MOUNTS)))
                    .as("what %s says to its environment", service.getKey())
                    .isEmpty();
        }
    }

    @Test
    void shouldBuildEveryServiceFromAModuleThatTheImageRecipeBuilds() throws IOException {
        String recipe = Files.readString(DeploymentFiles.ROOT.resolve("Dockerfile"));
        Set<String> modules = new TreeSet<>();
        for (JsonNode service : services.values()) {
            if (service.at("/build/args/MODULE").isTextual()) modules.add(module(service));
        }
        assertThat(modules).hasSize(7);
        modules.add("workflows");
        String built = Pattern.compile("-pl ([a-z,-]+)")
                .matcher(recipe)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        assertThat(built.split(",")).containsExactlyInAnyOrderElementsOf(modules);
    }

    @Test
    void shouldRehearseOneImageAfterTheOther() throws IOException {
        String recipe = Files.readString(DeploymentFiles.ROOT.resolve("Dockerfile"));
        assertThat(Pattern.compile("RUN (--mount=\\S+) .*\\n *\\S+/learn ")
                        .matcher(recipe)
                        .results())
                .singleElement()
                .satisfies(learning ->
                        assertThat(learning.group(1)).contains("type=cache", "id=rehearsal", "sharing=locked"));
    }

    @Test
    void shouldPublishPortsOnLoopbackOnly() {
        services.forEach((name, service) -> assertThat(DeploymentFiles.texts(service.path("ports")))
                .as("ports of " + name)
                .allMatch(port -> port.startsWith("127.0.0.1:")));
        assertThat(services.values()).anyMatch(service -> service.has("ports"));
    }

    @Test
    void shouldKeepTheClusterAndTheDatabaseOnNetworksWithoutAWayOut() throws IOException {
        JsonNode networks = DeploymentFiles.compose().get("networks");
        for (String network : List.of("cluster", "database", "datacentre", "names")) {
            assertThat(networks.at("/%s/internal".formatted(network)).asBoolean())
                    .as(network)
                    .isTrue();
        }
        assertThat(services.values())
                .noneMatch(service -> service.has("privileged")
                        || "host".equals(service.path("network_mode").asText()));
    }

    @Test
    void shouldTakeSecretsFromFilesThatAreMadeAndFromNowhereElse() throws IOException {
        JsonNode declared = DeploymentFiles.compose().get("secrets");
        declared.properties()
                .forEach(secret -> assertThat(secret.getValue().path("file").asText())
                        .isEqualTo("deploy/secrets/" + secret.getKey()));
        assertThat(secrets.names()).containsAll(names(declared));
        services.forEach((name, service) -> {
            assertThat(names(declared))
                    .as("secrets of " + name)
                    .containsAll(DeploymentFiles.texts(service.path("secrets")));
            environment(service).forEach((variable, value) -> {
                if (variable.matches(".*(PASSWORD|SECRET|TOKEN|KEY)"))
                    assertThat(value).as(variable).startsWith("/run/secrets/");
                if (value.startsWith("/run/secrets/")) {
                    assertThat(DeploymentFiles.texts(service.path("secrets")))
                            .as("%s of %s", variable, name)
                            .contains(value.substring("/run/secrets/".length()));
                }
            });
        });
    }

    @Test
    void shouldConfineEveryContainer() {
        services.forEach((name, service) -> {
            assertThat(service.path("read_only").asBoolean())
                    .as("%s has a read-only root", name)
                    .isTrue();
            assertThat(DeploymentFiles.texts(service.path("cap_drop"))).as(name).containsExactly("ALL");
            assertThat(DeploymentFiles.texts(service.path("security_opt")))
                    .as(name)
                    .contains("no-new-privileges:true");
            assertThat(service.path("mem_limit").asText())
                    .as("memory of " + name)
                    .isNotEmpty();
            assertThat(service.path("restart").asText()).as(name).isEqualTo("unless-stopped");
            assertThat(service.path("user").asText("10001"))
                    .as("user of " + name)
                    .isNotIn("0", "root");
        });
    }

    @Test
    void shouldGiveEveryContainerTimeToHandOver() {
        services.forEach((name, service) ->
                assertThat(service.path("stop_grace_period").asText()).as(name).matches("(2[1-9]|[3-9]\\d)s"));
    }

    @Test
    void shouldWaitOnlyForServicesThatThereAre() {
        services.forEach((name, service) -> assertThat(services.keySet())
                .as("what %s waits for", name)
                .containsAll(names(service.path("depends_on"))));
    }

    @Test
    void shouldMountOnlyWhatThereIs() throws IOException {
        JsonNode volumes = DeploymentFiles.compose().get("volumes");
        services.forEach((name, service) -> DeploymentFiles.texts(service.path("volumes"))
                .forEach(volume -> {
                    String source = volume.split(":")[0];
                    if (source.startsWith("./"))
                        assertThat(DeploymentFiles.ROOT.resolve(source))
                                .as(name)
                                .exists();
                    else assertThat(names(volumes)).as(name).contains(source);
                }));
    }

    @Test
    void shouldRunTwoOfEachAdapter() {
        for (String adapter : List.of("dns-adapter", "iaas-adapter", "approval-adapter")) {
            assertThat(service(adapter).path("scale").asInt()).as(adapter).isEqualTo(2);
        }
        assertThat(services).containsKeys("job-adapter", "job-adapter-2");
    }

    @Test
    void shouldTurnNothingOffThatMakesPostgresDurable() {
        assertThat(String.join(" ", DeploymentFiles.texts(service("postgres").path("command"))))
                .doesNotContain("fsync", "synchronous_commit", "full_page_writes");
    }

    private static JsonNode service(String name) {
        return Objects.requireNonNull(services.get(name), name);
    }

    private static boolean isProgram(JsonNode service) {
        return service.at("/build/args/MODULE").isTextual() && !service.has("entrypoint");
    }

    private static String module(JsonNode service) {
        return service.at("/build/args/MODULE").asText();
    }

    /** As Compose would pass it on; the network of the cluster stands for an address that this machine does not have. */
    private static Map<String, String> environment(JsonNode service) {
        Map<String, String> environment = new TreeMap<>();
        service.path("environment")
                .properties()
                .forEach(each -> environment.put(
                        each.getKey(),
                        VARIABLE.matcher(each.getValue().asText()).replaceAll("$2")));
        environment.computeIfPresent("DORMOUSE_CLUSTER_HOST", (name, network) -> "127.0.0.1");
        return environment;
    }

    private static Set<String> names(JsonNode map) {
        Set<String> names = new TreeSet<>();
        map.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
