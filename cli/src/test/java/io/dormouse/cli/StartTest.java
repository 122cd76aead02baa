package io.dormouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartTest extends ShellTest {
    private static final String PATH = "POST /api/v1/workflows/provision-server";

    @Test
    void shouldPrintTheIdAndNothingElse() {
        api.on(PATH, 201, Recorded.workflow("w1", "RUNNING", ""));

        Shell.Ran ran = shell.run("start", "provision-server", "model=B6");

        assertThat(ran).isEqualTo(new Shell.Ran(0, "w1\n", ""));
        assertThat(api.lastAsked().authorization()).contains("Bearer secret");
        assertThat(api.lastAsked().key()).isEmpty();
    }

    @Test
    void shouldMakeTheInputOfTextsAndJson() {
        api.on(PATH, 201, Recorded.workflow("w1", "RUNNING", ""));

        shell.run(
                "start",
                "provision-server",
                "release=1.0",
                "empty=",
                "sum=1+1=2",
                "tries:=3",
                "exact:=1.10",
                "list:=[null, {\"ä\":\"ö\"}]",
                "dotted.key=x");

        assertThat(api.lastAsked().body())
                .isEqualTo(
                        "{\"release\":\"1.0\",\"empty\":\"\",\"sum\":\"1+1=2\",\"tries\":3,\"exact\":1.10,\"list\":[null,{\"ä\":\"ö\"}],\"dotted.key\":\"x\"}");
    }

    @Test
    void shouldChooseIdAndVersion() {
        api.on(PATH + "?version=2", 200, Recorded.workflow("mine", "RUNNING", ""));

        Shell.Ran ran = shell.run("start", "provision-server", "--id", "mine", "--version=2");

        assertThat(ran.out()).isEqualTo("mine\n");
        assertThat(api.lastAsked().key()).contains("mine");
        assertThat(api.lastAsked().body()).isEqualTo("{}");
    }

    @Test
    void shouldTagAndSignalInTheSameRequest() {
        api.on(PATH + "?signal=go%20on&tag=team%3Asre&tag=at%3A10%3A30", 201, Recorded.workflow("w1", "RUNNING", ""));

        Shell.Ran ran = shell.run(
                "start",
                "provision-server",
                "model=B6",
                "--signal=go on",
                "--payload={\"a\": 1.10}",
                "--tag=team=sre",
                "--tag",
                "at=10:30");

        assertThat(ran.out()).isEqualTo("w1\n");
        assertThat(api.lastAsked().body()).isEqualTo("{\"input\":{\"model\":\"B6\"},\"payload\":{\"a\":1.10}}");
    }

    @Test
    void shouldRefuseAPayloadWithoutASignalAndATagThatIsNone() {
        assertThat(shell.run("start", "provision-server", "--payload=1").err())
                .isEqualTo("dormouse: --payload belongs to --signal.\n");
        assertThat(shell.run("start", "provision-server", "--tag=team").err())
                .isEqualTo("dormouse: --tag team is not KEY=VALUE.\n");
        assertThat(api.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "model        | \"model\" is not key=text or key:=json.",
                "=B6          | \"=B6\" is not key=text or key:=json.",
                ":=1          | \":=1\" is not key=text or key:=json.",
                "a:={         | The value of a is not JSON",
                "a:=B6        | a text needs quotes: '\"text\"'",
                "a:=          | The value of a is empty",
                "a:=1 2       | The value of a is not JSON",
                "a:={\"b\":1,\"b\":2} | Duplicate",
            })
    void shouldRefuseWordsThatAreNoFields(String word, String says) {
        Shell.Ran ran = shell.run("start", "provision-server", word);

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).startsWith("dormouse: ").contains(says).hasLineCount(1);
        assertThat(ran.out()).isEmpty();
        assertThat(api.asked).isEmpty();
    }

    @Test
    void shouldRefuseAKeyThatIsGivenTwice() {
        Shell.Ran ran = shell.run("start", "provision-server", "model=B6", "model:=7");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).isEqualTo("dormouse: The key model is given twice; give it once.\n");
    }

    @Test
    void shouldListTheWorkflowsThatThereAreWhenTheNameIsUnknown() {
        api.on("POST /api/v1/workflows/nonsense", 404, Recorded.problem("There is no workflow nonsense."))
                .on(
                        "GET /api/v1/definitions",
                        200,
                        Recorded.page(
                                "{\"name\":\"a\",\"version\":1}",
                                "{\"name\":\"a\",\"version\":2}",
                                "{\"name\":\"b\",\"version\":1}"));

        Shell.Ran ran = shell.run("start", "nonsense");

        assertThat(ran).isEqualTo(new Shell.Ran(4, "", "dormouse: There is no workflow nonsense. There are: a, b.\n"));
    }

    @Test
    void shouldNotListThemTwice() {
        api.on("POST /api/v1/workflows/nonsense", 404, Recorded.problem("There is no workflow nonsense; known is a."))
                .on("GET /api/v1/definitions", 200, Recorded.page("{\"name\":\"a\",\"version\":1}"));

        assertThat(shell.run("start", "nonsense").err())
                .isEqualTo("dormouse: There is no workflow nonsense; known is a.\n");
    }

    @Test
    void shouldTellWhyItIsRefused() {
        api.on(PATH, 409, Recorded.problem("w1 was started with another input; choose another id."));

        Shell.Ran ran = shell.run("start", "provision-server", "--id=w1");

        assertThat(ran)
                .isEqualTo(new Shell.Ran(1, "", "dormouse: w1 was started with another input; choose another id.\n"));
    }

    @Nested
    class Waiting {
        @Test
        void shouldPrintTheResultOfWhatCompleted() {
            api.on(
                    PATH + "?wait=10000ms",
                    201,
                    Recorded.workflow("w1", "COMPLETED", ",\"result\":{\"address\":\"127.1.0.1\"}"));

            Shell.Ran ran = shell.run("start", "provision-server", "--wait", "10s");

            assertThat(ran.lines()).containsExactly("w1", "COMPLETED", "{", "  \"address\" : \"127.1.0.1\"", "}");
            assertThat(ran.exitCode()).isZero();
        }

        @Test
        void shouldFailWithWhatFailed() {
            api.on(
                    PATH + "?wait=10000ms",
                    201,
                    Recorded.workflow(
                            "w1",
                            "FAILED",
                            ",\"failure\":{\"type\":\"MODEL_UNKNOWN\",\"message\":\"there is no B7\"}"));

            Shell.Ran ran = shell.run("start", "provision-server", "--wait", "10s");

            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.lines()).containsExactly("w1", "FAILED");
            assertThat(ran.err()).isEqualTo("dormouse: w1 is FAILED: there is no B7\n");
        }

        @Test
        void shouldTellWhatItWaitsForWhenTheTimeIsUp() {
            api.on(PATH + "?wait=1ms", 201, Recorded.workflow("w1", "WAITING", ",\"waitingFor\":\"sre\""));

            Shell.Ran ran = shell.run("start", "provision-server", "--wait", "1ms");

            assertThat(ran).isEqualTo(new Shell.Ran(0, "w1\nWAITING\n", "w1 has not ended yet; it waits for sre.\n"));
        }

        @Test
        void shouldGoOnWithTheSameStartWhenTheApiWaitsForLess() {
            api.on(PATH + "?wait=300000ms", 201, Recorded.workflow("w1", "WAITING", ""))
                    .on(PATH + "?wait=300000ms", 200, Recorded.workflow("w1", "COMPLETED", ",\"result\":1"));

            Shell.Ran ran = shell.run("start", "provision-server", "model=B6", "--wait", "2h");

            assertThat(ran.lines()).containsExactly("w1", "COMPLETED", "1");
            assertThat(api.asked).hasSize(2);
            assertThat(api.asked.getFirst().key()).isEmpty();
            assertThat(api.lastAsked().key()).contains("w1");
            assertThat(api.lastAsked().body()).isEqualTo(api.asked.getFirst().body());
        }

        @Test
        void shouldRefuseATimeThatIsNone() {
            Shell.Ran ran = shell.run("start", "provision-server", "--wait", "soon");

            assertThat(ran)
                    .isEqualTo(new Shell.Ran(
                            2, "", "dormouse: --wait soon is not a time such as 500ms, 10s, 1m or 2h.\n"));
        }
    }
}
