package io.dormouse.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

final class KubernetesTest {
    private static final int STOPS_WITHIN_SECONDS = 20;

    @TempDir
    static Path folder = Path.of("");

    private static MadeSecrets secrets = new MadeSecrets(folder);
    private static List<JsonNode> documents = List.of();
    private static JsonNode everyService = MissingNode.getInstance();

    @BeforeAll
    static void readFiles() throws IOException, InterruptedException {
        secrets = MadeSecrets.in(folder);
        documents = resources();
        everyService = DeploymentFiles.read(DeploymentFiles.KUBERNETES.resolve("every-service.yaml"))
                .getFirst();
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "DORMOUSE_LONG", matches = "1")
    void shouldTellEveryServiceNothingThatItsProgramDoesNotTake() throws Exception {
        // the hosts' keys come from whoever runs the hosts
        Files.createFile(folder.resolve("known_hosts"));
        for (JsonNode deployment : deployments()) {
            Map<String, String> environment = environment(everyService);
            environment.putAll(environment(deployment));
            assertThat(new Program(name(deployment))
                            .complaints(secrets.inPlaceOfMounts(environment, Set.of("/secrets"))))
                    .as("what %s says to its environment", name(deployment))
                    .isEmpty();
        }
    }

    @Test
    void shouldListEveryFile() throws IOException {
        JsonNode list = kustomization();
        Set<String> listed = new TreeSet<>(DeploymentFiles.texts(list.get("resources")));
        list.get("patches").forEach(patch -> listed.add(patch.get("path").asText()));
        listed.add("kustomization.yaml");
        try (Stream<Path> files = Files.list(DeploymentFiles.KUBERNETES)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(listed);
        }
    }

    @Test
    void shouldRunImagesThatTheRecipeMakes() throws IOException {
        Set<String> tagged = new TreeSet<>();
        kustomization()
                .get("images")
                .forEach(image -> tagged.add(image.get("name").asText()));
        List<String> images = deployments().stream()
                .map(deployment -> container(deployment).get("image").asText())
                .toList();
        assertThat(images).containsExactlyInAnyOrderElementsOf(tagged);
        for (JsonNode deployment : deployments()) {
            assertThat(container(deployment).get("image").asText()).isEqualTo("dormouse-" + name(deployment));
            assertThat(container(deployment).get("name").asText()).isEqualTo("service");
        }
    }

    @Test
    void shouldTakeSecretsFromTheFilesThatAreMade() throws IOException {
        assertThat(documents)
                .noneMatch(document -> document.path("kind").asText().equals("Secret"));
        for (JsonNode deployment : deployments()) {
            List<String> mounted = new ArrayList<>();
            deployment
                    .at("/spec/template/spec/volumes/0/secret/items")
                    .forEach(item -> mounted.add(item.get("path").asText()));
            assertThat(mounted).as(name(deployment)).isNotEmpty();
            assertThat(secrets.names())
                    .containsAll(mounted.stream()
                            .filter(file -> !file.equals("known_hosts"))
                            .toList());
            environment(deployment).values().stream()
                    .filter(value -> value.startsWith("/secrets/"))
                    .forEach(value ->
                            assertThat(mounted).as(name(deployment)).contains(value.substring("/secrets/".length())));
        }
    }

    @Test
    void shouldKeepOnePodOfEachServiceWhenNodesAreDrained() {
        List<String> budgets = kind("PodDisruptionBudget").stream()
                .map(KubernetesTest::selected)
                .toList();
        assertThat(budgets)
                .containsExactlyInAnyOrderElementsOf(
                        deployments().stream().map(KubernetesTest::selected).toList());
        assertThat(deployments())
                .allMatch(deployment -> deployment.at("/spec/replicas").asInt() >= 2);
    }

    @Test
    void shouldLetOnlyMembersReachTheClustersPorts() {
        List<JsonNode> rules = kind("NetworkPolicy").stream()
                .flatMap(policy -> DeploymentFiles.stream(policy.at("/spec/ingress")))
                .toList();
        List<JsonNode> toMembers = rules.stream()
                .filter(rule -> ports(rule).stream().anyMatch(Set.of(5701, 5702)::contains))
                .toList();
        assertThat(toMembers).singleElement().satisfies(rule -> {
            assertThat(ports(rule)).containsExactlyInAnyOrder(5701, 5702);
            assertThat(rule.get("from"))
                    .singleElement()
                    .satisfies(from -> assertThat(from.at("/podSelector/matchLabels/dormouse.io~1member")
                                    .asText())
                            .isEqualTo("true"));
        });
        assertThat(rules)
                .allSatisfy(rule -> assertThat(ports(rule))
                        .as("a rule without ports opens all")
                        .isNotEmpty());
        assertThat(everyService
                        .at("/spec/template/metadata/labels/dormouse.io~1member")
                        .asText())
                .isEqualTo("true");
    }

    @Test
    void shouldConfineEveryContainerAndGiveItTimeToHandOver() {
        JsonNode pod = everyService.at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0");
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(DeploymentFiles.texts(container.at("/securityContext/capabilities/drop")))
                .containsExactly("ALL");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/readyz");
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/healthz");
        int before = container.at("/lifecycle/preStop/exec/command/1").asInt();
        assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThan(before + STOPS_WITHIN_SECONDS);
        assertThat(deployments())
                .allSatisfy(deployment -> assertThat(container(deployment)
                                .at("/resources/limits/memory")
                                .asText())
                        .isNotEmpty());
    }

    @Test
    void shouldFindMembersBeforeTheyAreReady() {
        JsonNode cluster = kind("Service").stream()
                .filter(service -> name(service).equals("dormouse-cluster"))
                .findFirst()
                .orElseThrow();
        assertThat(cluster.at("/spec/clusterIP").asText()).isEqualTo("None");
        assertThat(cluster.at("/spec/publishNotReadyAddresses").asBoolean()).isTrue();
        assertThat(environment(everyService)).containsEntry("DORMOUSE_CLUSTER_DNS_NAME", name(cluster));
    }

    private static JsonNode kustomization() throws IOException {
        return DeploymentFiles.read(DeploymentFiles.KUBERNETES.resolve("kustomization.yaml"))
                .getFirst();
    }

    private static List<JsonNode> resources() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (String file : DeploymentFiles.texts(kustomization().get("resources"))) {
            all.addAll(DeploymentFiles.read(DeploymentFiles.KUBERNETES.resolve(file)));
        }
        return all;
    }

    private static List<JsonNode> deployments() {
        return kind("Deployment");
    }

    private static List<JsonNode> kind(String kind) {
        return documents.stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .toList();
    }

    private static String name(JsonNode document) {
        return document.at("/metadata/name").asText();
    }

    private static String selected(JsonNode document) {
        return document.at("/spec/selector/matchLabels/app.kubernetes.io~1name").asText();
    }

    private static JsonNode container(JsonNode deployment) {
        return deployment.at("/spec/template/spec/containers/0");
    }

    private static List<Integer> ports(JsonNode rule) {
        return DeploymentFiles.stream(rule.path("ports"))
                .map(port -> port.get("port").asInt())
                .toList();
    }

    /** What is filled in when a pod starts stands for its address. */
    private static Map<String, String> environment(JsonNode deployment) {
        Map<String, String> environment = new TreeMap<>();
        container(deployment)
                .path("env")
                .forEach(variable -> environment.put(
                        variable.get("name").asText(), variable.path("value").asText("127.0.0.1")));
        return environment;
    }
}
