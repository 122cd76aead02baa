package io.dormouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportTest extends ShellTest {
    private static final String PATH = "GET /api/v1/journals?";
    private static final String W1 = "{\"id\":\"w1\",\"exact\":1.10,\"entries\":[]}\n";
    private static final String W2 = "{\"id\":\"w2\",\"entries\":[{\"position\":0}]}\n";

    @Test
    void shouldPrintJournalsAsTheyCome() {
        api.on(PATH + "id=w1&id=w2", 200, W1 + W2);

        assertThat(shell.run("export", "w1", "w2")).isEqualTo(new Shell.Ran(0, W1 + W2, ""));
        assertThat(api.lastAsked().accept()).contains("application/x-ndjson, application/problem+json");
    }

    @Test
    void shouldAskForAllThatHaveNotEnded() {
        api.on(PATH + "unfinished=true&name=n", 200, W1);

        assertThat(shell.run("export", "--unfinished", "--name", "n").out()).isEqualTo(W1);
    }

    @Test
    void shouldPrintNothingWhenThereIsNothing() {
        api.on(PATH + "unfinished=true", 200, "");

        assertThat(shell.run("export", "--unfinished")).isEqualTo(new Shell.Ran(0, "", ""));
    }

    @Test
    void shouldPrintNothingThatATerminalWouldObey() {
        api.on(PATH + "id=w1", 200, W1.replace("exact", "\u009b2J"));

        assertThat(shell.run("export", "w1").out()).contains("\\u009b2J").doesNotContain("\u009b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "export                 | Give either ids of workflows or --unfinished.",
                "export w1 --unfinished | Give either ids of workflows or --unfinished.",
                "export w1 --name n     | --name belongs to --unfinished.",
            })
    void shouldBeToldWhatToExport(String line, String says) {
        assertThat(shell.run(line.split(" "))).isEqualTo(new Shell.Ran(2, "", "dormouse: " + says + "\n"));
        assertThat(api.asked).isEmpty();
    }

    @Test
    void shouldTellWhyItIsRefused() {
        api.on(PATH + "id=w1", 503, Recorded.problem("Try again."));

        assertThat(shell.run("export", "w1")).isEqualTo(new Shell.Ran(3, "", "dormouse: Try again.\n"));
    }

    @Nested
    class AFile {
        private Path file = Path.of("");

        @BeforeEach
        void choose() {
            file = home.resolve("journals.ndjson");
        }

        @Test
        void shouldHoldThemAsTheyCame() throws IOException {
            api.on(PATH + "unfinished=true", 200, W1 + W2);

            Shell.Ran ran = shell.run("export", "--unfinished", "--file", file.toString());

            assertThat(ran).isEqualTo(new Shell.Ran(0, "", "2 written to " + file + "\n"));
            assertThat(file).hasContent(W1 + W2);
            assertThat(files()).containsExactly("journals.ndjson");
        }

        @Test
        void shouldNotBeThereWhenTheAnswerBreaksOff() throws IOException {
            api.breakingOff(PATH + "unfinished=true", W1);

            Shell.Ran ran = shell.run("export", "--unfinished", "--file", file.toString());

            assertThat(ran)
                    .isEqualTo(new Shell.Ran(
                            3, "", "dormouse: %s broke off in the middle; ask again.\n".formatted(api.url())));
            assertThat(files()).isEmpty();
        }

        @Test
        void shouldStayAsItWasWhenAWorkflowIsNotThere() throws IOException {
            Files.writeString(file, "before");
            api.on(PATH + "id=w1&id=w3", 200, W1);

            Shell.Ran ran = shell.run("export", "w1", "w3", "--file", file.toString());

            assertThat(ran).isEqualTo(new Shell.Ran(4, "", "dormouse: There is no workflow w3.\n"));
            assertThat(file).hasContent("before");
            assertThat(files()).containsExactly("journals.ndjson");
        }

        @Test
        void shouldBeWritable() {
            api.on(PATH + "unfinished=true", 200, W1);
            Path nowhere = home.resolve("no").resolve("where");

            assertThat(shell.run("export", "--unfinished", "-f", nowhere.toString()))
                    .isEqualTo(new Shell.Ran(
                            1, "", "dormouse: %s cannot be written (NoSuchFileException).\n".formatted(nowhere)));
        }

        private java.util.List<String> files() throws IOException {
            try (var all = Files.list(home)) {
                return all.map(path -> path.getFileName().toString())
                        .filter(name -> !name.equals(".dormouse"))
                        .toList();
            }
        }
    }
}
