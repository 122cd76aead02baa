package io.dormouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Your own workflow in five minutes: compiled beside the service, packed into a jar, put into a folder. */
class WorkflowsFromAJarTest {
    private static final Site site = Site.fresh();
    private final Path folder = site.file("workflows-" + UUID.randomUUID());

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectory(folder);
    }

    @AfterAll
    static void end() {
        site.close();
    }

    @Test
    void shouldRunAWorkflowFromAJarAndGoOnWithItAfterARestart() throws Exception {
        AuthorsJar.withServiceEntry(folder.resolve("mine.jar"));
        Running up = site.up("--workflows", folder.toString());
        site.run("start", "greet", "name=Ada", "--id", "hello").told();
        try (Api api = up.api()) {
            assertThat(api.untilStatus("hello", "WAITING").path("sourceLine").asText())
                    .as("the author's source line")
                    .containsPattern("Greet\\.java:\\d+");
        }

        up.kill();
        Running again = site.up("--workflows", folder.toString());
        site.run(
                        "approve",
                        Json.items(site.run("approvals", "--json").json())
                                .getFirst()
                                .path("id")
                                .asText())
                .told();

        try (Api api = again.api()) {
            JsonNode ended = api.untilStatus("hello", "COMPLETED");
            assertThat(ended.path("result").path("said").asText()).startsWith("Hello Ada, from ");
        }
        again.kill();
    }

    @Test
    void shouldRefuseAJarThatDoesNotNameItsWorkflow() throws Exception {
        AuthorsJar.withoutServiceEntry(folder.resolve("forgetful.jar"));

        Ended refused = site.upRefused("--workflows", folder.toString());

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err().lines())
                .singleElement()
                .asString()
                .contains("forgetful.jar", "io.dormouse.examples.Greet", "META-INF/services/io.dormouse.flow.Workflow");
    }

    @Test
    void shouldRefuseTheSameWorkflowInTwoJarsAndNameBoth() throws Exception {
        AuthorsJar.withServiceEntry(folder.resolve("one.jar"));
        AuthorsJar.withServiceEntry(folder.resolve("two.jar"));

        Ended refused = site.upRefused("--workflows", folder.toString());

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err().lines()).singleElement().asString().contains("all-or-nothing", "one.jar", "two.jar");
    }
}
