package io.dormouse.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.examples.CountWords;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
    private static final String WITH_EXAMPLES = System.getProperty("java.class.path");

    @TempDir(factory = Scratch.class)
    Path home;

    @Test
    void shouldEndWellWhenAllThatVisitorsDidWasAnswered() throws IOException, InterruptedException {
        try (Program rehearsal = rehearse(WITH_EXAMPLES)) {
            assertThat(rehearsal.complaint()).isEmpty();
            assertThat(rehearsal.exitCode()).isZero();
        }
    }

    @Test
    void shouldSayWhatWasNotAnswered() throws IOException, InterruptedException, URISyntaxException {
        Path examples = Path.of(CountWords.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String withoutExamples = Arrays.stream(WITH_EXAMPLES.split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).equals(examples))
                .collect(Collectors.joining(File.pathSeparator));
        try (Program rehearsal = rehearse(withoutExamples)) {
            assertThat(rehearsal.complaint()).contains("count-words", "was answered with 404");
            assertThat(rehearsal.exitCode()).isOne();
        }
    }

    private Program rehearse(String classPath) throws IOException {
        Path workflows = Files.createDirectory(home.resolve("workflows"));
        return Program.start(
                Rehearsal.class, classPath, List.of(home.resolve("data").toString(), workflows.toString(), "1"));
    }
}
