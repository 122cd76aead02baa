package io.dormouse.workflow;

import static io.dormouse.workflow.ServiceUnderTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.FailureCode;
import io.dormouse.contracts.workflow.CancelWorkflow;
import io.dormouse.contracts.workflow.CompleteCommand;
import io.dormouse.contracts.workflow.FirstSignal;
import io.dormouse.contracts.workflow.ForkWorkflow;
import io.dormouse.contracts.workflow.GetJournal;
import io.dormouse.contracts.workflow.GivenFailure;
import io.dormouse.contracts.workflow.JournalEntry;
import io.dormouse.contracts.workflow.JournalsPage;
import io.dormouse.contracts.workflow.ListJournals;
import io.dormouse.contracts.workflow.ListWorkflows;
import io.dormouse.contracts.workflow.RewindWorkflow;
import io.dormouse.contracts.workflow.SignalWorkflow;
import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.Started;
import io.dormouse.contracts.workflow.TriggerEvent;
import io.dormouse.contracts.workflow.WholeJournal;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.contracts.workflow.WorkflowPage;
import io.dormouse.contracts.workflow.WorkflowView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the service answers to questions, and to what makes no sense. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RequestsTest {
    private static final Optional<String> NONE = Optional.empty();

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
    final class AQuestion {
        @Test
        void shouldTellWhatTheCodeSaysOfItself() {
            service.start("talkative", new JsonObject().put("name", "tea"), "talks");
            WorkflowView view = service.awaitThat("talks", now -> now.status().equals("WAITING"));
            assertThat(view.statusText()).contains("waiting for tea");
            assertThat(view.tags()).isEqualTo(Map.of("name", "tea"));
            assertThat(list(Map.of("name", "tea"))).extracting(WorkflowView::id).containsExactly("talks");
            assertThat(list(Map.of("name", "coffee"))).isEmpty();
        }

        @Test
        void shouldGiveWholeJournalsOfThoseAskedFor() {
            service.startSleeper("exported-1");
            service.startSleeper("exported-2");
            Optional<List<String>> ids = Optional.of(List.of("exported-1", "exported-2", "nobody"));
            JournalsPage first = journals(ids, NONE);
            assertThat(first.items()).extracting(WholeJournal::id).containsExactly("exported-1");
            assertThat(first.items().getFirst().entries())
                    .extracting(JournalEntry::type)
                    .startsWith("Started");
            JournalsPage second = journals(ids, first.next());
            assertThat(second.items()).extracting(WholeJournal::id).containsExactly("exported-2");
            assertThat(second.next()).isEmpty();
        }

        private JournalsPage journals(Optional<List<String>> ids, Optional<String> cursor) {
            return service.call("journals", new ListJournals(true, NONE, ids, 1, cursor), JournalsPage.class);
        }

        private List<WorkflowView> list(Map<String, String> tags) {
            return service.call("list", new ListWorkflows(NONE, NONE, Optional.of(tags), 10, NONE), WorkflowPage.class)
                    .items();
        }
    }

    @Nested
    final class AnInputThatDoesNotFit {
        @Test
        void shouldBeToldInWordsOfJson() {
            assertThat(refusal(new JsonObject().put("steps", "three")))
                    .contains("the field steps must be a whole number");
            assertThat(refusal(new JsonObject())).contains("steps");
            assertThat(refusal(new JsonObject().put("steps", 1).put("stepps", 2)))
                    .contains("the field stepps is not known; these are: steps");
            assertThat(refusal(new JsonArray().add(1))).contains("it must be an object");
        }

        private String refusal(Object input) {
            StartWorkflow start = new StartWorkflow("steps", Optional.empty(), Optional.of("misfit"), input);
            try {
                service.call("start", start, Started.class);
            } catch (ServiceException refused) {
                assertThat(refused.failureCode()).isEqualTo(WorkflowFailure.INPUT_INVALID.code());
                String sentence = String.valueOf(refused.getMessage());
                assertThat(sentence).doesNotContain("io.dormouse", "java.", "class ", "`");
                return sentence;
            }
            throw new AssertionError("started with " + input);
        }
    }

    @Nested
    final class ARefusal {
        @Test
        void shouldComeBeforeAnythingIsWritten() {
            service.startSleeper("w");
            refused(WorkflowFailure.ID_INVALID, "signal", new SignalWorkflow("w", " ", 1, Optional.of("s")));
            refused(WorkflowFailure.ID_INVALID, "signal", new SignalWorkflow("w", "x".repeat(301), 1, NONE));
            refused(WorkflowFailure.ID_INVALID, "signal", new SignalWorkflow("w", "n", 1, Optional.of("")));
            refused(CallFailure.INVALID_REQUEST, "signal", new SignalWorkflow("w", "n", "x".repeat(1 << 20), NONE));
            refused(CallFailure.INVALID_REQUEST, "signal", new SignalWorkflow("w", "n", "\0", NONE));
            refused(WorkflowFailure.WORKFLOW_UNKNOWN, "cancel", new CancelWorkflow("w\0", ""));
            refused(CallFailure.INVALID_REQUEST, "cancel", new CancelWorkflow("w", "x".repeat(10_001)));
            refused(CallFailure.INVALID_REQUEST, "cancel", new CancelWorkflow("w", "\ud800"));
            refused(WorkflowFailure.POSITION_INVALID, "rewind", new RewindWorkflow("w", -1, ""));
            refused(
                    WorkflowFailure.ID_INVALID,
                    "fork",
                    new ForkWorkflow("w", Optional.empty(), 0, Optional.of("~"), ""));
            refused(
                    CallFailure.INVALID_REQUEST,
                    "complete",
                    new CompleteCommand("w", 0, 0, Optional.of(1), Optional.of(new GivenFailure("T", 0, "m")), ""));
            refused(WorkflowFailure.KEY_RESERVED, "trigger", new TriggerEvent("child:w~0.0", 1));
            assertThat(service.types("w")).containsExactly("Started");
        }

        @Test
        void shouldSayWhatIsWrongWithAStart() {
            refused(CallFailure.INVALID_REQUEST, "start", start("t", tags(21), Optional.empty(), NONE));
            refused(CallFailure.INVALID_REQUEST, "start", start("t", Map.of("", "v"), Optional.empty(), NONE));
            refused(
                    CallFailure.INVALID_REQUEST,
                    "start",
                    start("t", Map.of("k", "v".repeat(101)), Optional.empty(), NONE));
            FirstSignal unnamed = new FirstSignal("", 1, NONE);
            refused(WorkflowFailure.ID_INVALID, "start", start("t", Map.of(), Optional.of(unnamed), NONE));
            refused(WorkflowFailure.ID_INVALID, "start", start("t~0.0", Map.of(), Optional.empty(), NONE));
            refused(WorkflowFailure.ID_INVALID, "start", start("t", Map.of(), Optional.empty(), Optional.of("p")));
            assertRefused(WorkflowFailure.WORKFLOW_UNKNOWN, () -> service.get("t"));
        }

        @Test
        void shouldSayWhatIsWrongWithAQuestion() {
            refused(CallFailure.INVALID_REQUEST, "list", new ListWorkflows(NONE, NONE, 0, NONE));
            refused(CallFailure.INVALID_REQUEST, "list", new ListWorkflows(Optional.of("ASLEEP"), NONE, 1, NONE));
            refused(CallFailure.INVALID_REQUEST, "list", new ListWorkflows(NONE, NONE, 1, Optional.of("no cursor")));
            refused(CallFailure.INVALID_REQUEST, "list", new ListWorkflows(NONE, NONE, 1, Optional.of("AAAA")));
            Optional<List<String>> many = Optional.of(
                    IntStream.range(0, 1_001).mapToObj(String::valueOf).toList());
            refused(CallFailure.INVALID_REQUEST, "journals", new ListJournals(true, NONE, many, 1, NONE));
            refused(CallFailure.INVALID_REQUEST, "journals", new ListJournals(true, NONE, Optional.empty(), 101, NONE));
            refused(WorkflowFailure.WORKFLOW_UNKNOWN, "journal", new GetJournal("nobody", 0, 1));
            service.startSleeper("one-run");
            refused(WorkflowFailure.POSITION_INVALID, "journal", new GetJournal("one-run", Optional.of(1), 0, 1));
        }

        @Test
        void shouldTellThatAChangeNeedsAKey() {
            assertThatThrownBy(() -> service.ask("cancel", new CancelWorkflow("w", ""), " "))
                    .hasMessageContaining("needs the header dormouse-key");
        }

        private void refused(FailureCode failure, String action, Object request) {
            assertRefused(failure, () -> service.call(action, request, Object.class));
        }

        private StartWorkflow start(
                String id, Map<String, String> tags, Optional<FirstSignal> signal, Optional<String> parent) {
            return new StartWorkflow(
                    "steps",
                    Optional.empty(),
                    Optional.of(id),
                    new JsonObject().put("steps", 1),
                    Optional.of(tags),
                    signal,
                    parent);
        }

        private Map<String, String> tags(int count) {
            return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
        }
    }
}
