package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.store.Status;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyFilesTest {
    @TempDir
    private Path folder;

    private Path from = Path.of("");
    private Path to = Path.of("");

    @BeforeEach
    void makeFolders() throws IOException {
        from = Files.createDirectory(folder.resolve("from"));
        to = Files.createDirectory(folder.resolve("to"));
    }

    private CopyFiles.Request all() {
        List<String> files = Stream.of("one", "two", "three")
                .map(name -> from.resolve(name).toString())
                .toList();
        return new CopyFiles.Request(files, to.toString());
    }

    @Test
    void shouldGoOnWhereTheAttemptBeforeStood() throws IOException {
        Files.writeString(from.resolve("one"), "1");
        Files.writeString(from.resolve("two"), "2");
        WorkflowRun<Integer> run = WorkflowTest.of(CopyFiles.class).start(all());
        assertThat(to.resolve("two")).hasContent("2");

        Files.delete(to.resolve("two"));
        Files.writeString(from.resolve("three"), "3");
        run.finish();

        assertThat(run.result()).isEqualTo(3);
        assertThat(to.resolve("three")).hasContent("3");
        assertThat(to.resolve("two")).as("was not copied again").doesNotExist();
    }

    @Test
    void shouldFailAfterAsManyAttemptsAsItMay() {
        WorkflowRun<Integer> run = WorkflowTest.of(CopyFiles.class).run(all());

        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(run.failure().orElseThrow().getString("message")).contains("one");
    }
}
