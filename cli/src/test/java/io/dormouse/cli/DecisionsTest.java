package io.dormouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DecisionsTest extends ShellTest {
    private static final String DECISION = "POST /api/v1/approvals/w1.0.2/decision";

    @Nested
    class TheList {
        @Test
        void shouldBeOfPendingOnesWhenNothingIsSaid() {
            api.on(
                    "GET /api/v1/approvals?state=pending",
                    200,
                    Recorded.page(Recorded.approval("w1.0.2", "PENDING", "")));

            assertThat(shell.run("approvals").lines())
                    .containsExactly(
                            "ID      QUESTION                  REQUESTER  APPROVERS  STATE    ASKED",
                            "w1.0.2  Deploy 1.0 to 127.1.0.1?  ada        sre        PENDING  2026-02-03 04:05:06");
        }

        @Test
        void shouldSayWhoDecided() {
            api.on(
                    "GET /api/v1/approvals",
                    200,
                    Recorded.page(Recorded.approval("w1.0.2", "REJECTED", ",\"decidedBy\":\"bob\"")
                            .replace("[\"sre\"]", "[]")));

            assertThat(shell.run("approvals", "--state", "all").out()).contains("anybody    REJECTED by bob");
        }
    }

    @Test
    void shouldApproveWithAComment() {
        api.on(DECISION, 200, Recorded.approval("w1.0.2", "APPROVED", ",\"decidedBy\":\"ada\",\"comment\":\"go\""));

        Shell.Ran ran = shell.run("approve", "w1.0.2", "--comment", "go");

        assertThat(ran).isEqualTo(new Shell.Ran(0, "w1.0.2 is APPROVED by ada: go\n", ""));
        assertThat(api.lastAsked().body()).isEqualTo("{\"decision\":\"approve\",\"comment\":\"go\"}");
    }

    @Test
    void shouldReject() {
        api.on(DECISION, 200, Recorded.approval("w1.0.2", "REJECTED", ",\"decidedBy\":\"ada\",\"comment\":\"\""));

        Shell.Ran ran = shell.run("reject", "w1.0.2");

        assertThat(ran.out()).isEqualTo("w1.0.2 is REJECTED by ada\n");
        assertThat(api.lastAsked().body()).isEqualTo("{\"decision\":\"reject\"}");
    }

    @Test
    void shouldFailWhenSomebodyDecidedOtherwiseBefore() {
        api.on(DECISION, 200, Recorded.approval("w1.0.2", "REJECTED", ",\"decidedBy\":\"bob\",\"comment\":\"no\""));

        Shell.Ran ran = shell.run("approve", "w1.0.2");

        assertThat(ran)
                .isEqualTo(
                        new Shell.Ran(1, "", "dormouse: w1.0.2 is REJECTED by bob: no (the first decision wins).\n"));
    }

    @Test
    void shouldFailWhenItIsNotOursToDecide() {
        api.on(DECISION, 403, Recorded.problem("Ada may not decide this; ask sre."));

        assertThat(shell.run("approve", "w1.0.2"))
                .isEqualTo(new Shell.Ran(1, "", "dormouse: Ada may not decide this; ask sre.\n"));
    }

    @Nested
    class AnEvent {
        @Test
        void shouldGetItsValue() {
            api.on(
                    "POST /api/v1/events/order%2F7",
                    200,
                    "{\"event\":\"order/7\",\"value\":-5,\"triggeredAt\":\"2026-02-03T04:05:06Z\",\"triggeredBy\":\"ada\"}");

            Shell.Ran ran = shell.run("trigger", "order/7", "--", "-5");

            assertThat(ran).isEqualTo(new Shell.Ran(0, "order/7 triggered 2026-02-03 04:05:06 by ada\n", ""));
            assertThat(api.lastAsked().body()).isEqualTo("-5");
        }

        @Test
        void shouldNotBeTriggeredWithWhatIsNotJson() {
            Shell.Ran ran = shell.run("trigger", "k", "paid");

            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.err())
                    .startsWith("dormouse: The value is not JSON (")
                    .endsWith("; a text needs quotes: '\"text\"'.\n");
            assertThat(api.asked).isEmpty();
        }
    }
}
