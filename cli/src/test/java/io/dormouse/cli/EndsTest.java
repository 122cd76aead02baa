package io.dormouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How commands end: found or not, refused or not, always with one sentence. */
class EndsTest extends ShellTest {
    private static final List<String> COMMANDS = List.of(
            "start",
            "ls",
            "show",
            "journal",
            "approvals",
            "approve",
            "reject",
            "signal",
            "trigger",
            "cancel",
            "terminate",
            "pause",
            "resume",
            "retry",
            "complete",
            "rewind",
            "fork",
            "export",
            "definitions",
            "servers",
            "dns");

    @ParameterizedTest
    @CsvSource({"400,1", "401,1", "403,1", "404,4", "409,1", "413,1", "503,3", "502,3"})
    void shouldTellScriptsWhyByANumberAndPeopleByTheSentenceOfTheApi(int status, int exitCode) {
        api.on("GET /api/v1/workflows/x", status, Recorded.problem("So it is; do this."));

        assertThat(shell.run("show", "x")).isEqualTo(new Shell.Ran(exitCode, "", "dormouse: So it is; do this.\n"));
    }

    @Test
    void shouldSayWhenSomethingElseAnswers() {
        api.on("GET /api/v1/workflows", 200, "<html>");

        Shell.Ran ran = shell.run("ls");

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err())
                .isEqualTo("dormouse: What answers at %s does not speak JSON; is it ./dormouse up?\n"
                        .formatted(api.url()));
    }

    @Test
    void shouldPrintNothingThatATerminalWouldObey() {
        api.on(
                        "GET /api/v1/approvals?state=pending",
                        200,
                        Recorded.page(Recorded.approval("w\\u001b[2J\\u0007", "PENDING", "")
                                .replace("Deploy", "a\\nb\\u009b\\u202e")))
                .on("GET /api/v1/workflows/x", 400, Recorded.problem("bad \\u001b]0;title\\u0007"));

        assertThat(shell.run("approvals").out()).contains("w\\u001b[2J\\u0007", "a\\nb\\u009b\\u202e");
        assertThat(shell.run("approvals", "--json").out())
                .doesNotContain("\u001b", "\u009b", "\u202e")
                .contains("\\u009b", "\\u202e");
        assertThat(shell.run("show", "x").err()).contains("\\u001b]0;title\\u0007");
    }

    @Nested
    class WhereTheApiIs {
        @Test
        void shouldBeAskedForWithDataDir() throws IOException {
            Path elsewhere = Files.createDirectory(home.resolve("else where"));
            Shell.writeEndpoint(elsewhere, api.url() + "/", "other");
            api.on("GET /api/v1/workflows", 200, Recorded.page());

            assertThat(shell.run("ls", "--data", elsewhere.toString()).exitCode())
                    .isZero();
            assertThat(api.lastAsked().authorization()).contains("Bearer other");
        }

        @Test
        void shouldBeOverriddenByVariables() throws IOException {
            Shell.writeEndpoint(home.resolve(".dormouse"), "http://127.0.0.1:1", "secret");
            shell.environment.put("DORMOUSE_URL", api.url());
            shell.environment.put("DORMOUSE_TOKEN", "mine");
            api.on("GET /api/v1/workflows", 200, Recorded.page());

            assertThat(shell.run("ls").exitCode()).isZero();
            assertThat(api.lastAsked().authorization()).contains("Bearer mine");
        }

        @Test
        void shouldNotGetTheTokenOfAnotherPlace() {
            shell.environment.put("DORMOUSE_URL", api.url());

            assertThat(shell.run("ls"))
                    .isEqualTo(new Shell.Ran(
                            2, "", "dormouse: DORMOUSE_URL is set without DORMOUSE_TOKEN; set both, or neither.\n"));
            assertThat(api.asked).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"localhost:8080", "ftp://x", "http://", "http://a b"})
        void shouldBeAUrl(String url) {
            shell.environment.put("DORMOUSE_URL", url);
            shell.environment.put("DORMOUSE_TOKEN", "t");

            assertThat(shell.run("ls").exitCode()).isEqualTo(2);
            assertThat(shell.run("ls").err()).contains("is not a URL such as http://127.0.0.1:8080.");
        }

        @Test
        void shouldBeMissedInOneSentence() throws IOException {
            Path file = home.resolve(".dormouse").resolve("endpoint.json");
            Files.delete(file);

            assertThat(shell.run("ls"))
                    .isEqualTo(new Shell.Ran(
                            3,
                            "",
                            "dormouse: There is no %s; is ./dormouse up running? (Another data directory: --data DIR)\n"
                                    .formatted(file)));
        }

        @Test
        void shouldBeMissedWhenNothingAnswersThere() {
            api.close();

            assertThat(shell.run("ls"))
                    .isEqualTo(new Shell.Ran(
                            3,
                            "",
                            "dormouse: Nothing answers at %s; is ./dormouse up running?\n".formatted(api.url())));
        }
    }

    @Nested
    class WrongWords {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "frobnicate",
                    "ls --colour",
                    "ls --limit many",
                    "show",
                    "show a b",
                    "start",
                    "trigger k",
                    "approve",
                    "signal w1",
                    "rewind w1",
                    "rewind w1 there",
                    "fork w1 1 2",
                    "cancel w1 --all"
                })
        void shouldBeOneSentence(String line) {
            Shell.Ran ran = shell.run(line.split(" "));

            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).startsWith("dormouse: ").contains("--help").hasLineCount(1);
            assertThat(api.asked).isEmpty();
        }

        @Test
        void shouldBeRefusedWhenTheyAreEmpty() {
            assertThat(shell.run("show", "")).isEqualTo(new Shell.Ran(2, "", "dormouse: The id is empty.\n"));
        }

        @Test
        void shouldBeRefusedWhenTheLocaleHasDamagedThem() {
            Shell.Ran ran = shell.run("start", "x", "name=\ufffd\ufffd");

            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.err()).contains("set LC_ALL=C.UTF-8");
        }
    }

    @Nested
    class Help {
        @Test
        void shouldNameEveryCommandAndExitCode() {
            Shell.Ran ran = shell.run("--help");

            assertThat(ran.exitCode()).isZero();
            assertThat(ran.out())
                    .contains(COMMANDS)
                    .contains("0   done", "2   the command or an argument is wrong", "4   there is no such");
        }

        @Test
        void shouldBeThereForEveryCommand() {
            assertThat(COMMANDS).allSatisfy(command -> {
                Shell.Ran ran = shell.run(command, "--help");
                assertThat(ran.exitCode()).isZero();
                assertThat(ran.out())
                        .startsWith("Usage: dormouse " + command)
                        .contains("--json", "--data", "Exit codes:");
            });
        }

        @Test
        void shouldComeWhenNothingIsSaid() {
            Shell.Ran ran = shell.run();

            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).contains("Usage: dormouse");
        }
    }
}
