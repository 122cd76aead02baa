package io.dormouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ShowTest extends ShellTest {
    private static final String PATH = "GET /api/v1/workflows/w1";
    private static final String JOURNAL = PATH + "/journal?limit=1000";

    private static final String STARTED = entry(
            0, "Started", "06.000", "", "\"name\":\"provision-server\",\"version\":1,\"input\":{\"model\":\"B6\"}");
    private static final String CALLED = entry(
            1, "Called", "06.010", "1,create,Provision.java:12", "\"kind\":\"service\",\"digest\":\"d\",\"key\":\"k\"");
    private static final String CREATED = entry(
            2,
            "Completed",
            "08.110",
            "1,create,Provision.java:12",
            "\"kind\":\"service\",\"outcome\":{\"success\":{\"id\":\"srv-1\"}}");
    private static final String ASKED = entry(3, "Called", "08.200", "2,ask,Provision.java:13", "\"kind\":\"ask\"");
    private static final String REFUSED = entry(
            4,
            "Completed",
            "09.000",
            "2,ask,Provision.java:13",
            "\"kind\":\"ask\",\"outcome\":{\"failure\":{\"type\":\"T\",\"code\":1,\"message\":\"no\\n"
                    + "way\",\"retryable\":false}}");
    private static final String FUTURE = entry(5, "Levitated", "09.500", "", "\"height\":3");

    @Test
    void shouldTellEverythingAboutAWorkflowThatSleeps() {
        api.on(
                        PATH,
                        200,
                        Recorded.workflow(
                                "w1",
                                "WAITING",
                                ",\"waitingFor\":\"a decision of"
                                        + " sre\",\"sourceLine\":\"Provision.java:13\",\"finishedAt\":null"))
                .on(JOURNAL, 200, Recorded.page(STARTED, CALLED, CREATED, ASKED));

        Shell.Ran ran = shell.run("show", "w1");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.lines())
                .containsExactly(
                        "workflow   w1",
                        "name       provision-server version 1",
                        "status     WAITING",
                        "waits for  a decision of sre",
                        "at line    Provision.java:13",
                        "started    2026-02-03 04:05:06 by ada",
                        "updated    2026-02-03 04:05:09",
                        "input      {\"model\":\"B6\"}",
                        "",
                        "#  TYPE     NAME              RESULT          TIME                 TOOK  LINE",
                        "0  Started  provision-server  {\"model\":\"B6\"}  2026-02-03 04:05:06",
                        "2  service  create            {\"id\":\"srv-1\"}  2026-02-03 04:05:08  2.1s "
                                + " Provision.java:12",
                        "3  ask      ask               (under way)     2026-02-03 04:05:08        Provision.java:13");
    }

    @Test
    void shouldTellWhatASleeperWithoutAnEntryOfItsOwnWaitsFor() {
        api.on(
                        PATH,
                        200,
                        Recorded.workflow(
                                "w1", "WAITING", ",\"waitingFor\":\"event paid\",\"sourceLine\":\"P.java:9\""))
                .on(JOURNAL, 200, Recorded.page(STARTED));

        assertThat(shell.run("show", "w1").lines().getLast())
                .isEqualTo("   waits    event paid                        2026-02-03 04:05:09        P.java:9");
    }

    @Test
    void shouldShowFailuresAndEntriesOfATypeThatIsNotKnownYet() {
        api.on(
                        PATH,
                        200,
                        Recorded.workflow(
                                "w1",
                                "FAILED",
                                ",\"failure\":{\"type\":\"T\",\"message\":\"no\"},\"finishedAt\":\"2026-02-03T04:05:10Z\",\"waitingFor\":null"))
                .on(JOURNAL, 200, Recorded.page(STARTED, ASKED, REFUSED, FUTURE));

        Shell.Ran ran = shell.run("show", "w1");

        assertThat(ran.lines()).contains("failure    T: no", "ended      2026-02-03 04:05:10");
        assertThat(ran.out()).contains("4  ask", "T: no\\nway", "800ms", "5  Levitated");
    }

    @Test
    void shouldTellWhatItIsFoundByAndWhoseItIsAndWhatItSays() {
        api.on(
                        PATH,
                        200,
                        Recorded.workflow(
                                        "w1",
                                        "WAITING",
                                        ",\"tags\":{\"team\":\"sre\",\"at\":\"night\"},\"parent\":\"w0\"")
                                .replace("\"statusText\":null", "\"statusText\":\"half way\""))
                .on(JOURNAL, 200, Recorded.page(STARTED));

        assertThat(shell.run("show", "w1").lines())
                .contains("says       half way", "tags       team=sre, at=night", "child of   w0");
    }

    @Test
    void shouldShowHowFarAStepIsAndWhatPeopleDid() {
        api.on(PATH, 200, Recorded.workflow("w1", "RUNNING", ""))
                .on(
                        JOURNAL,
                        200,
                        Recorded.page(
                                STARTED,
                                ASKED,
                                entry(4, "Progressed", "08.300", "2,x,x", "\"progress\":10"),
                                entry(5, "Progressed", "08.400", "2,x,x", "\"progress\":40"),
                                entry(6, "Paused", "08.500", "", "\"by\":\"ada\",\"reason\":\"night\"")));

        Shell.Ran ran = shell.run("show", "w1");

        assertThat(ran.out()).contains("(under way) 40", "night (by ada)").doesNotContain("Progressed");
    }

    @Test
    void shouldNotSayOfWhatHasEndedThatAnythingIsUnderWay() {
        api.on(PATH, 200, Recorded.workflow("w1", "CANCELLED", ",\"finishedAt\":\"2026-02-03T04:05:10Z\""))
                .on(JOURNAL, 200, Recorded.page(STARTED, ASKED));

        assertThat(shell.run("show", "w1").lines().getLast())
                .contains("3  ask", "(not completed)")
                .doesNotContain("under way");
    }

    @Test
    void shouldNotSayOfACallThatWasWithdrawnThatItIsUnderWay() {
        String withdrawn = entry(4, "Withdrawn", "08.900", "", "\"key\":\"w1/0/2\"")
                .replace("\"body\"", "\"seq\":2,\"name\":null,\"line\":null,\"body\"");
        api.on(PATH, 200, Recorded.workflow("w1", "WAITING", ",\"waitingFor\":\"event paid\""))
                .on(JOURNAL, 200, Recorded.page(STARTED, CALLED, CREATED, ASKED, withdrawn));

        Shell.Ran ran = shell.run("show", "w1");

        assertThat(ran.lines())
                .filteredOn(line -> line.contains("  ask  "))
                .singleElement()
                .asString()
                .contains("(withdrawn)", "Provision.java:13");
        assertThat(ran.lines().getLast()).as("what it waits for instead").contains("waits", "event paid");
        assertThat(ran.out()).doesNotContain("under way", "Withdrawn");
    }

    @Test
    void shouldReadTheWholeJournal() {
        api.on(PATH, 200, Recorded.workflow("w1", "RUNNING", ""))
                .on(JOURNAL, 200, "{\"items\":[%s],\"next\":1}".formatted(STARTED))
                .on(JOURNAL + "&cursor=1", 200, Recorded.page(CALLED, CREATED));

        assertThat(shell.run("show", "w1").out()).contains("2  service  create");
    }

    @Test
    void shouldPrintTheJsonOfTheApiWithTheJournal() throws IOException {
        api.on(PATH, 200, Recorded.workflow("w1", "RUNNING", ",\"exact\":1.10"))
                .on(JOURNAL, 200, Recorded.page(STARTED));

        Shell.Ran ran = shell.run("show", "w1", "--json");

        assertThat(Json.parse(ran.out()).path("status").asText()).isEqualTo("RUNNING");
        assertThat(Json.parse(ran.out()).at("/journal/0")).isEqualTo(Json.parse(STARTED));
        assertThat(ran.out()).contains("1.10");
    }

    @Test
    void shouldFitTheTerminal() {
        String result = "{\"id\":\"" + "x".repeat(500) + "\"}";
        api.on(PATH, 200, Recorded.workflow("w1", "RUNNING", ",\"result\":" + result))
                .on(JOURNAL, 200, Recorded.page(STARTED, CALLED, CREATED.replace("{\"id\":\"srv-1\"}", result)));

        Shell.Ran fitted = shell.wide(80).run("show", "w1");

        assertThat(fitted.lines())
                .allSatisfy(line -> assertThat(Text.width(line)).isLessThanOrEqualTo(80));
        assertThat(fitted.lines().getLast())
                .matches("2  service  create .* \\{\"id\":\"x+…  04:05:08  2.1s  …?[A-Za-z]*.java:12");
        assertThat(shell.wide(Screen.ENDLESS).run("show", "w1").out())
                .contains("x".repeat(500))
                .doesNotContain("…");
    }

    @Test
    void shouldKeepAnIdInOnePiece() {
        shell.run("show", "a/b c?d#e%ä");

        assertThat(api.lastAsked().target()).isEqualTo("/api/v1/workflows/a%2Fb%20c%3Fd%23e%25%C3%A4");
    }

    private static String entry(int position, String type, String second, String command, String body) {
        String[] words = command.split(",");
        String more = words.length == 3
                ? ",\"seq\":%s,\"name\":\"%s\",\"line\":\"%s\"".formatted((Object[]) words)
                : type.equals("Started") ? ",\"name\":\"provision-server\",\"seq\":null" : "";
        return "{\"position\":%d,\"type\":\"%s\",\"at\":\"2026-02-03T04:05:%sZ\"%s,\"body\":{%s}}"
                .formatted(position, type, second, more, body);
    }
}
