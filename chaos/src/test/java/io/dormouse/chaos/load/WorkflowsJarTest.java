package io.dormouse.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.flow.Workflow;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowsJarTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void shouldHaveEveryWorkflowOfTheSuite() throws IOException {
        Path jar = WorkflowsJar.writeTo(folder.resolve("workflows"));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, Workflow.class.getClassLoader())) {
            assertThat(ServiceLoader.load(Workflow.class, loader))
                    .extracting(workflow -> workflow.getClass().getSimpleName())
                    .contains("Letters", "Trial", "Kid")
                    .hasSize(WorkflowsJar.WORKFLOWS.size());
        }
    }

    @Test
    void shouldBringWithEachClassThoseInsideIt() throws IOException {
        try (JarFile jar = new JarFile(WorkflowsJar.writeTo(folder).toFile())) {
            assertThat(jar.stream().map(JarEntry::getName))
                    .contains(
                            "io/dormouse/chaos/errand/Letters.class",
                            "io/dormouse/chaos/errand/Letters$Plan.class",
                            "io/dormouse/chaos/errand/Steps$Rung.class");
        }
    }
}
