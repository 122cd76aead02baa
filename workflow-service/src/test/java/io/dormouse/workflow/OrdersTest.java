package io.dormouse.workflow;

import static io.dormouse.workflow.ServiceUnderTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.workflow.CancelWorkflow;
import io.dormouse.contracts.workflow.CompleteCommand;
import io.dormouse.contracts.workflow.GivenFailure;
import io.dormouse.contracts.workflow.Matched;
import io.dormouse.contracts.workflow.PauseMatching;
import io.dormouse.contracts.workflow.PauseWorkflow;
import io.dormouse.contracts.workflow.ResumeMatching;
import io.dormouse.contracts.workflow.ResumeWorkflow;
import io.dormouse.contracts.workflow.RetryWorkflow;
import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.Started;
import io.dormouse.contracts.workflow.TerminateWorkflow;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.contracts.workflow.WorkflowView;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What may be done to workflows from outside while they run or sleep. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OrdersTest {
    private final ServiceUnderTest service = new ServiceUnderTest();

    @BeforeAll
    void up() {
        service.up();
    }

    @AfterAll
    void down() {
        service.close();
    }

    @Nested
    final class ACancellation {
        @Test
        void shouldEndASleeper() {
            service.startSleeper("cancelled");
            service.call("cancel", new CancelWorkflow("cancelled", "no longer wanted"), WorkflowView.class);
            WorkflowView end = service.awaitEnd("cancelled");
            assertThat(end.status()).isEqualTo("CANCELLED");
            assertThat(service.entry("cancelled", "Cancelled").body().getString("reason"))
                    .isEqualTo("no longer wanted");
            assertThat(service.audit("cancelled")).containsExactly("tester start", "tester cancel");
            assertThat(service.count("SELECT count(*) FROM event_waiter WHERE workflow_id = 'cancelled'"))
                    .isZero();
        }

        @Test
        void shouldGoDownToAChild() {
            service.start("delegate", new JsonObject().put("name", "nobody"), "parent-1");
            service.awaitThat("parent-1", view -> view.status().equals("WAITING"));
            service.call("cancel", new CancelWorkflow("parent-1", ""), WorkflowView.class);
            assertThat(service.awaitEnd("parent-1").status()).isEqualTo("CANCELLED");
            assertThat(service.awaitEnd("parent-1~0.0").status()).isEqualTo("CANCELLED");
        }
    }

    @Nested
    final class ATermination {
        @Test
        void shouldEndASleeperAtOnce() {
            service.startSleeper("terminated");
            WorkflowView end =
                    service.call("terminate", new TerminateWorkflow("terminated", "enough"), WorkflowView.class);
            assertThat(end.status()).isEqualTo("TERMINATED");
            assertThat(service.get("terminated").failure().orElseThrow().getString("message"))
                    .isEqualTo("terminated by tester: enough");
            assertThat(service.audit("terminated")).containsExactly("tester start", "tester terminate");
            assertRefused(
                    WorkflowFailure.WORKFLOW_ENDED,
                    () -> service.call("terminate", new TerminateWorkflow("terminated", ""), WorkflowView.class));
        }
    }

    @Nested
    final class APause {
        @Test
        void shouldHoldWhatHappensUntilItIsResumed() {
            service.startSleeper("paused");
            assertThat(service.call("pause", new PauseWorkflow("paused", "let me look"), WorkflowView.class)
                            .status())
                    .isEqualTo("PAUSED");
            service.trigger("event-of-paused", "hello");
            assertThat(service.get("paused").status()).isEqualTo("PAUSED");
            service.call("resume", new ResumeWorkflow("paused", ""), WorkflowView.class);
            assertThat(service.awaitEnd("paused").result()).contains("paused hello");
            assertThat(service.types("paused")).contains("Paused", "Resumed");
        }

        @Test
        void shouldReachAllThatAFilterFinds() {
            for (String id : List.of("m1", "m2", "m3")) tagged(id, id.equals("m3") ? "other" : "mine");
            Optional<Map<String, String>> mine = Optional.of(Map.of("team", "mine"));
            PauseMatching pause = new PauseMatching(Optional.empty(), Optional.empty(), mine, "maintenance");
            assertThat(service.call("pauseMatching", pause, Matched.class)).isEqualTo(new Matched(2, Map.of()));
            assertThat(statuses("m1", "m2", "m3")).containsExactly("PAUSED", "PAUSED", "WAITING");
            assertThat(service.call("pauseMatching", pause, Matched.class)).isEqualTo(new Matched(0, Map.of()));
            ResumeMatching resume = new ResumeMatching(Optional.empty(), Optional.empty(), mine, "");
            JsonObject first = service.ask("resumeMatching", resume, "resume-all");
            assertThat(first).isEqualTo(Matched.toJson(new Matched(2, Map.of())));
            assertThat(service.ask("resumeMatching", resume, "resume-all")).isEqualTo(first);
        }
    }

    @Nested
    final class ARetry {
        @Test
        void shouldBeRefusedWhereNothingFails() {
            service.startSleeper("fine");
            assertRefused(
                    WorkflowFailure.NOT_POSSIBLE_NOW,
                    () -> service.call("retry", new RetryWorkflow("fine", Optional.empty(), ""), WorkflowView.class));
        }

        @Test
        void shouldTryWhatFailsNow() {
            service.start("create-server", new JsonObject().put("name", "B6"), "failing");
            service.awaitThat(
                    "failing",
                    view -> view.waitingFor()
                            .filter(text -> text.contains("attempt"))
                            .isPresent());
            FakeCloud cloud = new FakeCloud(service.vertx);
            service.call("retry", new RetryWorkflow("failing", Optional.of(0), "cloud is back"), WorkflowView.class);
            assertThat(service.awaitEnd("failing").result()).contains("127.9.9.9");
            assertThat(cloud.keys).containsOnly("failing/0/0");
            assertThat(service.types("failing")).contains("Retried");
        }
    }

    @Nested
    final class ACompletionByHand {
        @Test
        void shouldGiveTheResultThatAPersonGives() {
            service.startSleeper("by-hand");
            service.call(
                    "complete", completion("by-hand", 0, Optional.of("typed"), Optional.empty()), WorkflowView.class);
            assertThat(service.awaitEnd("by-hand").result()).contains("by-hand typed");
            assertThat(service.entry("by-hand", "Completed").body().getString("by"))
                    .isEqualTo("tester");
        }

        @Test
        void shouldGiveTheFailureThatAPersonGives() {
            service.startSleeper("by-hand-failed");
            GivenFailure failure = new GivenFailure("java.lang.IllegalStateException", 0, "it will never come");
            service.call(
                    "complete",
                    completion("by-hand-failed", 0, Optional.empty(), Optional.of(failure)),
                    WorkflowView.class);
            WorkflowView end = service.awaitEnd("by-hand-failed");
            assertThat(end.status()).isEqualTo("FAILED");
            assertThat(end.failure().orElseThrow().toString()).contains("it will never come");
        }

        @Test
        void shouldBeRefusedForACommandThatIsNotOpen() {
            service.startSleeper("not-open");
            assertRefused(
                    WorkflowFailure.COMMAND_NOT_OPEN,
                    () -> service.call(
                            "complete",
                            completion("not-open", 7, Optional.of(1), Optional.empty()),
                            WorkflowView.class));
        }

        private CompleteCommand completion(
                String id, int seq, Optional<Object> result, Optional<GivenFailure> failure) {
            return new CompleteCommand(id, 0, seq, result, failure, "");
        }
    }

    private void tagged(String id, String team) {
        service.call(
                "start",
                new StartWorkflow(
                        "wait-for-event",
                        Optional.empty(),
                        Optional.of(id),
                        new JsonObject().put("name", id),
                        Optional.of(Map.of("team", team)),
                        Optional.empty(),
                        Optional.empty()),
                Started.class);
        service.awaitThat(id, view -> view.status().equals("WAITING"));
    }

    private List<String> statuses(String... ids) {
        return List.of(ids).stream().map(id -> service.get(id).status()).toList();
    }
}
