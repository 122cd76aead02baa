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
import org.junit.jupiter.api.extension.ExtendWith;

/** Your own workflow in five minutes: compiled beside the service, packed into a jar, put into a folder. */
@ExtendWith(Shared.class)
class WorkflowsFromAJarTest {
    private static final Site site = Site.fresh();
    private final Path folder = site.file("workflows-" + UUID.randomUUID());
    private final SecondLife life;

    WorkflowsFromAJarTest(SecondLife life) {
        this.life = life;
    }

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectory(folder);
    }

    @AfterAll
    static void end() {
        site.close();
    }

    @Test
    void shouldGoOnWithAWorkflowFromAJarAfterARestart() throws IOException {
        assertThat(life.api()
                        .untilStatus(SecondLife.GREETING, "WAITING")
                        .path("sourceLine")
                        .asText())
                .as("the author's source line")
                .containsPattern("Greet\\.java:\\d+");

        life.site()
                .run(
                        "approve",
                        Json.items(life.site().run("approvals", "--json").json()).stream()
                                .map(approval -> approval.path("id").asText())
                                .filter(id -> id.startsWith(SecondLife.GREETING + "."))
                                .findFirst()
                                .orElseThrow())
                .told();

        JsonNode ended = life.api().untilStatus(SecondLife.GREETING, "COMPLETED");
        assertThat(ended.path("result").path("said").asText()).startsWith("Hello Ada, from ");
    }

    @Test
    void shouldRefuseAJarThatDoesNotNameItsWorkflow() throws IOException {
        AuthorsJar.withoutServiceEntry(folder.resolve("forgetful.jar"));

        Ended refused = site.upRefused("--workflows", folder.toString());

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err().lines())
                .singleElement()
                .asString()
                .contains("forgetful.jar", "io.dormouse.examples.Greet", "META-INF/services/io.dormouse.flow.Workflow");
    }

    @Test
    void shouldRefuseTheSameWorkflowInTwoJarsAndNameBoth() throws IOException {
        AuthorsJar.withServiceEntry(folder.resolve("one.jar"));
        AuthorsJar.withServiceEntry(folder.resolve("two.jar"));

        Ended refused = site.upRefused("--workflows", folder.toString());

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err().lines()).singleElement().asString().contains("all-or-nothing", "one.jar", "two.jar");
    }
}
