package io.dormouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person may tell workflows to do. */
class OrdersTest extends ShellTest {
    private static final String PATH = "POST /api/v1/workflows/w1/";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cancel    | RUNNING    | w1 is told to cancel; it is RUNNING",
                "terminate | TERMINATED | w1 is TERMINATED",
                "pause     | PAUSED     | w1 is PAUSED",
                "resume    | WAITING    | w1 is WAITING",
                "retry     | RUNNING    | w1 tries again; it is RUNNING",
            })
    void shouldTellOneWorkflow(String command, String status, String says) {
        api.on(PATH + command, 200, Recorded.workflow("w1", status, ""));

        assertThat(shell.run(command, "w1")).isEqualTo(new Shell.Ran(0, says + "\n", ""));
        assertThat(api.lastAsked().body()).isEqualTo("{}");

        shell.run(command, "w1", "--reason", "too \"dear\"");
        assertThat(api.lastAsked().body()).isEqualTo("{\"reason\":\"too \\\"dear\\\"\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "terminate", "pause", "resume", "retry"})
    void shouldPrintTheJsonOfTheApi(String command) throws IOException {
        String workflow = Recorded.workflow("w1", "RUNNING", "");
        api.on(PATH + command, 200, workflow);

        assertThat(Json.parse(shell.run(command, "w1", "--json").out())).isEqualTo(Json.parse(workflow));
    }

    @Test
    void shouldTellWhyItMakesNoSense() {
        api.on(PATH + "resume", 409, Recorded.problem("The workflow w1 is not paused."));

        assertThat(shell.run("resume", "w1"))
                .isEqualTo(new Shell.Ran(1, "", "dormouse: The workflow w1 is not paused.\n"));
    }

    @Test
    void shouldRetryOneCommand() {
        api.on(PATH + "retry", 200, Recorded.workflow("w1", "RUNNING", ""));

        shell.run("retry", "w1", "--seq", "3");

        assertThat(api.lastAsked().body()).isEqualTo("{\"seq\":3}");
    }

    @Nested
    class ToAllThatMatch {
        @ParameterizedTest
        @CsvSource({"pause,paused", "resume,resumed"})
        void shouldPassTheFilterOn(String command, String done) {
            api.on(
                    "POST /api/v1/operations/" + command,
                    200,
                    "{\"changed\":2,\"refused\":{\"w9\":\"The workflow w9 has ended.\"}}");

            Shell.Ran ran = shell.run(
                    command,
                    "--all",
                    "--name=n",
                    "--status",
                    "waiting",
                    "--tag",
                    "team=sre",
                    "--tag=at=10:30",
                    "--reason=night");

            assertThat(ran).isEqualTo(new Shell.Ran(0, "2 " + done + "\n", "w9: The workflow w9 has ended.\n"));
            assertThat(api.lastAsked().body())
                    .isEqualTo(
                            "{\"reason\":\"night\",\"name\":\"n\",\"status\":\"waiting\",\"tags\":{\"team\":\"sre\",\"at\":\"10:30\"}}");
        }

        @Test
        void shouldMeanEverythingWithoutAFilter() {
            api.on("POST /api/v1/operations/pause", 200, "{\"changed\":0,\"refused\":{}}");

            assertThat(shell.run("pause", "--all")).isEqualTo(new Shell.Ran(0, "0 paused\n", ""));
            assertThat(api.lastAsked().body()).isEqualTo("{}");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "pause                    | Give either the id of a workflow or --all.",
                    "pause w1 --all           | Give either the id of a workflow or --all.",
                    "resume --tag a=b         | Give either the id of a workflow or --all.",
                    "pause w1 --status paused | --name, --status and --tag belong to --all.",
                    "pause --all --tag team   | --tag team is not KEY=VALUE.",
                    "pause --all --tag =sre   | --tag =sre is not KEY=VALUE.",
                    "pause --all --tag a:b=c  | The key of a tag cannot have a colon, as a:b has.",
                })
        void shouldNotBeMeantByAccident(String line, String says) {
            assertThat(shell.run(line.split(" "))).isEqualTo(new Shell.Ran(2, "", "dormouse: " + says + "\n"));
            assertThat(api.asked).isEmpty();
        }
    }

    @Nested
    class ACompletionByHand {
        @BeforeEach
        void answer() {
            api.on(PATH + "complete", 200, Recorded.workflow("w1", "RUNNING", ""))
                    .on(
                            "GET /api/v1/workflows/w1",
                            200,
                            Recorded.workflow("w1", "RUNNING", "").replace("\"run\":0", "\"run\":4"));
        }

        @Test
        void shouldGiveAResultInThePresentRun() {
            Shell.Ran ran = shell.run("complete", "w1", "3", "{\"cost\": 1.10}", "--reason=seen");

            assertThat(ran).isEqualTo(new Shell.Ran(0, "Command 3 of w1 is completed; it is RUNNING\n", ""));
            assertThat(api.lastAsked().body())
                    .isEqualTo("{\"reason\":\"seen\",\"result\":{\"cost\":1.10},\"seq\":3,\"run\":4}");
        }

        @Test
        void shouldGiveNullWhenThatIsSaid() {
            shell.run("complete", "w1", "3", "null", "--run", "2");

            assertThat(api.asked).hasSize(1);
            assertThat(api.lastAsked().body()).isEqualTo("{\"result\":null,\"seq\":3,\"run\":2}");
        }

        @Test
        void shouldGiveAFailure() {
            shell.run("complete", "w1", "3", "--run=0", "--failure", "MODEL_UNKNOWN", "--message=no B7", "--code=3001");

            assertThat(api.lastAsked().body())
                    .isEqualTo("{\"failure\":{\"type\":\"MODEL_UNKNOWN\",\"code\":3001,\"message\":\"no"
                            + " B7\"},\"seq\":3,\"run\":0}");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "complete w1 3                 | Give either a result as JSON, which may be null, or --failure.",
                    "complete w1 3 1 --failure T   | Give either a result as JSON, which may be null, or --failure.",
                    "complete w1 3 1 --message m   | --message and --code belong to --failure.",
                    "complete w1 3 yes             | The result is not JSON",
                    "complete w1 three 1           | Invalid value for positional parameter",
                })
        void shouldBeRefusedWhenItIsNone(String line, String says) {
            Shell.Ran ran = shell.run(line.split(" "));

            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.err()).startsWith("dormouse: " + says).hasLineCount(1);
            assertThat(api.asked).isEmpty();
        }
    }

    @Nested
    class ASignal {
        @Test
        void shouldBeSentWithItsPayload() {
            api.on("POST /api/v1/workflows/w%2F1/signals/add%20item", 202, "{\"signalId\":\"s-1\"}");

            Shell.Ran ran = shell.run("signal", "w/1", "add item", "[1]", "--id", "s-1");

            assertThat(ran).isEqualTo(new Shell.Ran(0, "w/1 has the signal add item\n", ""));
            assertThat(api.lastAsked().body()).isEqualTo("[1]");
            assertThat(api.lastAsked().key()).contains("s-1");
        }

        @Test
        void shouldSayNullWhenNothingIsSaid() {
            api.on("POST /api/v1/workflows/w1/signals/go", 202, "{\"signalId\":\"made\"}");

            assertThat(shell.run("signal", "w1", "go", "--json").out()).contains("\"signalId\" : \"made\"");
            assertThat(api.lastAsked().body()).isEqualTo("null");
            assertThat(api.lastAsked().key()).isEmpty();
        }
    }

    @Nested
    class GoingBack {
        private static final String REDONE =
                ",\"redone\":[{\"seq\":3,\"kind\":\"call\",\"name\":\"IaasService.create\",\"line\":\"P.java:12\",\"key\":\"w1/0/3\"}]}";

        @Test
        void shouldTellTheRunAndWhatHappensAgain() {
            api.on(
                    PATH + "rewind",
                    200,
                    "{\"workflow\":"
                            + Recorded.workflow("w1", "RUNNING", "").replace("\"run\":0", "\"run\":1")
                            + REDONE);

            Shell.Ran ran = shell.run("rewind", "w1", "7", "--reason", "wrong model");

            assertThat(ran.lines())
                    .containsExactly(
                            "w1 is back at position 7, in run 1; it is RUNNING",
                            "",
                            "SEQ  KIND  NAME                KEY IT HAD  LINE",
                            "3    call  IaasService.create  w1/0/3      P.java:12");
            assertThat(api.lastAsked().body()).isEqualTo("{\"reason\":\"wrong model\",\"position\":7}");
        }

        @Test
        void shouldPrintTheIdOfAForkAloneOnTheFirstLine() {
            api.on(PATH + "fork", 201, "{\"workflow\":" + Recorded.workflow("w2", "RUNNING", "") + REDONE);

            Shell.Ran ran = shell.run("fork", "w1", "7", "--run", "2", "--id", "w2");

            assertThat(ran.lines()).startsWith("w2", "", "SEQ  KIND  NAME                KEY IT HAD  LINE");
            assertThat(api.lastAsked().body()).isEqualTo("{\"position\":7,\"run\":2}");
            assertThat(api.lastAsked().key()).contains("w2");
        }

        @Test
        void shouldPrintNoTableWhenNothingHappensAgain() {
            api.on(
                    PATH + "fork",
                    201,
                    "{\"workflow\":" + Recorded.workflow("w2", "RUNNING", "") + ",\"created\":true,\"redone\":[]}");

            assertThat(shell.run("fork", "w1", "0")).isEqualTo(new Shell.Ran(0, "w2\n", ""));
        }
    }
}
